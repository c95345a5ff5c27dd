"""What every form of the portal carries, so that nothing typed into it is lost (docs/decisions/0028)."""

from __future__ import annotations

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from kehoach.people.held_posts import KEEP, PERSON

register = template.Library()


@register.simple_tag(takes_context=True)
def kept_form(context: Context) -> SafeString:
    """Instead of {% csrf_token %} in a form: the token, whose page it is, and which record of the device goes with it.

    A form into which something is typed has the attribute `data-keep` besides: its name on the device, without one its
    address.
    """
    return format_html(
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}"><input type="hidden" name="{}" value="{}">'
        '<input type="hidden" name="{}" autocomplete="off">',
        context.get("csrf_token", ""),
        PERSON,
        context.get("person_key", ""),
        KEEP,
    )
