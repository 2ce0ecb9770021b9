from flask import Blueprint

blauwdruk = Blueprint("signaal", __name__)
