"""What is taken in of a file while it arrives, before any form looks at it."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from kehoach.common.uploads import LARGEST_BYTES


class BoundedUploadHandler(FileUploadHandler):
    """Passes on one byte more than a file may have and drops the rest.

    So the form still sees that the file is too large and can say so beside the field, while no upload fills the disk.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """As much of the chunk, which begins at byte `start` of the file, as is still wanted."""
        return raw_data[: LARGEST_BYTES + 1 - start] if start <= LARGEST_BYTES else None

    def file_complete(self, file_size: int) -> UploadedFile[bytes] | None:
        """The handlers after this one keep the file."""
        return None
