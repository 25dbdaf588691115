"""One report in, one scored report out; and the steps of the main job."""
