"""What ends has successors (sắp xếp): communes, units and facilities renamed, merged, split, closed, opened and moved.

It writes what figures, tasks, links and accounts are about, so it lies above them; nobody uses it.
"""
