"""Pictures: the bytes of one in, the bytes of the files that a site shows of it out.

Pure: what is made follows from the view and the bytes alone. A file holds the pixels, and the
packet that says how they came to be; no position, camera or name of a person gets through. What was
made is read back, and a label that got lost on the way is an error.
"""
