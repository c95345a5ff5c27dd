"""The list of the country's communes and provinces: `in_force` has it, `finding` and the form in `forms` look into it.

It knows nothing of the portal's own communes, which are rows of a table.
"""
