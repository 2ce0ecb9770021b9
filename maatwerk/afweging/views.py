from flask import Blueprint

blauwdruk = Blueprint("afweging", __name__)
