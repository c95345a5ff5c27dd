"""A portal as it is served for real, and what can befall it: killed, without a disk, without a database, without power.

`make test-faults` runs it, outside `make test`: it takes minutes to hours, and its own PostgreSQL.
"""
