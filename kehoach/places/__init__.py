"""The list of the country's communes and provinces; whoever sets communes up reads `in_force`.

It knows nothing of the portal's own communes, which are rows of a table.
"""
