"""What somebody looks for in the log, out of the address."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone

from kehoach.common.db_functions import Plain
from kehoach.common.fields import DayField, TextField
from kehoach.common.folding import words_of
from kehoach.models import AuditEvent, AuditKind


class LogForm(forms.Form):
    """Words, a kind of event and days; what cannot be read is said, and left aside."""

    q = TextField(label="Tên, địa chỉ, nội dung", max_length=100, required=False)
    viec = forms.ChoiceField(label="Việc", choices=[("", "Tất cả"), *AuditKind.choices], required=False)
    tu = DayField(label="Từ ngày", required=False)
    den = DayField(label="Đến hết ngày", required=False)

    def chosen(self, log: QuerySet[AuditEvent]) -> QuerySet[AuditEvent]:
        """The events that are meant; words are found with marks or without."""
        wanted = self.cleaned_data if self.is_valid() else {**dict.fromkeys(self.fields), **self.cleaned_data}
        for word in words_of(wanted["q"] or ""):
            named = {name: Plain(name) for name in ("who", "about", "account__username")}
            log = log.alias(**{f"plain_{name}": plain for name, plain in named.items()})
            matches = [Q(**{f"plain_{name}__contains": word}) for name in named]
            log = log.filter(Q(address__startswith=word) | matches[0] | matches[1] | matches[2])
        if wanted["viec"]:
            log = log.filter(kind=wanted["viec"])
        if wanted["tu"]:
            log = log.filter(at__gte=timezone.make_aware(datetime.combine(wanted["tu"], time.min)))
        if wanted["den"]:
            after = datetime.combine(wanted["den"] + timedelta(days=1), time.min)
            log = log.filter(at__lt=timezone.make_aware(after))
        return log
