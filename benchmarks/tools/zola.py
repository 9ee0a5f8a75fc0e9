def mend(node):
    pass
