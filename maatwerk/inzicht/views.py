from flask import Blueprint

blauwdruk = Blueprint("inzicht", __name__)
