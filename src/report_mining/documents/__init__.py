"""Reads files: any report becomes a `Report`, or a counted failure."""

from report_mining.documents.ocr import TesseractInfo, find_tesseract
from report_mining.documents.reading import READER_VERSION, read_report

__all__ = ["READER_VERSION", "TesseractInfo", "find_tesseract", "read_report"]
