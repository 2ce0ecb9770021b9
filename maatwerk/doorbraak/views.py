from flask import Blueprint

blauwdruk = Blueprint("doorbraak", __name__)
