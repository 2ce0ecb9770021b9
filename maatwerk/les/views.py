from flask import Blueprint

blauwdruk = Blueprint("les", __name__)
