from flask import Blueprint

blauwdruk = Blueprint("tafel", __name__)
