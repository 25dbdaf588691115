"""Reads human labels and our own annotated texts; compares annotators; splits companies."""

from report_mining.annotation.gold_files import read_gold
from report_mining.annotation.sdg_gold import read_sdg_gold
from report_mining.annotation.sdg_items import SdgItem, SdgMaterial, read_sdg_material
from report_mining.annotation.stance_gold import GoldFileError, read_stance_gold
from report_mining.annotation.stance_gold_items import StanceMaterial, read_stance_material
from report_mining.annotation.stance_items import StanceItem

__all__ = [
    "GoldFileError",
    "SdgItem",
    "SdgMaterial",
    "StanceItem",
    "StanceMaterial",
    "read_gold",
    "read_sdg_gold",
    "read_sdg_material",
    "read_stance_gold",
    "read_stance_material",
]
