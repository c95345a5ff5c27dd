#!/bin/sh
# django-simple-history 3.13.0 writes down what was never saved. A version is taken from the object in memory, also when
# save(update_fields=...) has written a part of it. So two people who have a form open and save one field each, which is
# what update_fields is for, leave a right row and a wrong history: the second one's version says that they have put the
# first one's field back. As the newest version it also disagrees with the row, and whoever goes back to it undoes a
# change that nobody took back.
#
# Seen: django-simple-history 3.13.0, Django 5.2.19, Python 3.11: row "Hội trường" and 9, newest version "Nhà kho" and 9;
# diff_against tells two changes where the second save made one.
# What helps: read the row again under a lock (select_for_update) and set the field on that object before saving.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" --quiet --disable-pip-version-check install django-simple-history==3.13.0 Django==5.2.19
mkdir "$folder/places"
touch "$folder/places/__init__.py"
cat > "$folder/places/models.py" <<'PYTHON'
from django.db import models
from simple_history.models import HistoricalRecords


class Facility(models.Model):
    name = models.CharField(max_length=50)
    seats = models.IntegerField()
    history = HistoricalRecords()
PYTHON
cd "$folder"
env/bin/python - <<'PYTHON'
import django
from django.conf import settings

settings.configure(
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "simple_history", "places"],
    USE_TZ=True,
)
django.setup()
from django.core.management import call_command
from places.models import Facility

call_command("migrate", run_syncdb=True, verbosity=0)
Facility.objects.create(name="Nhà kho", seats=5)
first, second = Facility.objects.get(), Facility.objects.get()
first.name = "Hội trường"
first.save(update_fields=["name"])
second.seats = 9
second.save(update_fields=["seats"])

row = Facility.objects.values_list("name", "seats").get()
newest, before, _ = Facility.history.all()
changes = sorted(change.field for change in newest.diff_against(before).changes)
print("row:", row, "newest version:", (newest.name, newest.seats), "changes told:", changes)
assert row == ("Hội trường", 9)
assert (newest.name, newest.seats) == ("Nhà kho", 9), "simple-history behaves otherwise by now"
assert changes == ["name", "seats"]
PYTHON
echo "As described."
