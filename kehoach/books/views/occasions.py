"""The calendar of activities by month, and the days of every year that the commune celebrates."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kehoach.books import Book
from kehoach.books.access import occasion_to_set, occasions_in_year, occasions_to_set, rows_to_read, year_of_page
from kehoach.books.actions.occasions import add_occasion, change_occasion, remove_occasion
from kehoach.books.forms.occasions import OccasionForm
from kehoach.books.occasions import months_of, occasions_in, weeks_of
from kehoach.books.pages import listed, month_of, year_links
from kehoach.books.rules import check_occasion_is_unused
from kehoach.common.converters import word_asked
from kehoach.people.access import person
from kehoach.people.rules import Refused, permit
from kehoach.plan.access import plan_to_read

WEEKDAYS = (
    *(("T2", "Thứ hai"), ("T3", "Thứ ba"), ("T4", "Thứ tư"), ("T5", "Thứ năm"), ("T6", "Thứ sáu")),
    *(("T7", "Thứ bảy"), ("CN", "Chủ nhật")),
)


@require_GET
def calendar(request: HttpRequest, book: Book) -> HttpResponse:
    """One month of activities as a sheet, and the same in words below it; the present month, or `?thang=`."""
    today = timezone.localdate()
    mine, (page, years) = rows_to_read(request, book), year_of_page(request)
    months = months_of(page.window)
    month = month_of(months, word_asked(request, "thang"), today)
    of_year = page.rows_of(book, mine).order_by("happened_on", "pk")
    of_month = of_year.filter(happened_on__year=month.year, happened_on__month=month.month)
    activities = list(of_month.select_related("occasion").prefetch_related("evidence"))
    occasions = occasions_in(occasions_in_year(request, page.year), activities, page.window, today)
    position = months.index(month)
    context = {
        "book": book,
        "page": page,
        "years": year_links(reverse("activities:calendar"), years, page),
        "month": month,
        "before": months[position - 1] if position else None,
        "after": months[position + 1] if position + 1 < len(months) else None,
        "weekdays": WEEKDAYS,
        "weeks": weeks_of(month, occasions, activities, today),
        "rows": [listed(book, activity) for activity in activities],
    }
    return render(request, "kehoach/books/calendar.html", context)


@require_http_methods(["GET", "POST"])
def occasions(request: HttpRequest, book: Book) -> HttpResponse:
    """The days of the plan and the commune's own, and the form for another one."""
    form = OccasionForm(None, request.POST if request.method == "POST" else None)
    occasions = occasions_to_set(request)
    if request.method == "POST" and form.is_valid():
        add_occasion(plan=plan_to_read(request), values=form.values, by=person(request), at=timezone.now())
        messages.success(request, "Đã thêm dịp vào lịch hằng năm.")
        return redirect("activities:occasions")
    return render(request, "kehoach/books/occasions.html", {"form": form, "occasions": occasions})


@require_http_methods(["GET", "POST"])
def occasion(request: HttpRequest, book: Book, pk: int) -> HttpResponse:
    """Renaming, moving or removing a day."""
    shown, at = occasion_to_set(request, pk), timezone.now()
    if shown is None:
        messages.info(request, "Dịp này đã được xóa khỏi lịch.")
        return redirect("activities:occasions")
    form = OccasionForm(shown, request.POST if request.method == "POST" else None)
    try:
        if request.method == "POST" and "remove" in request.POST:
            remove_occasion(occasion=shown, by=person(request), at=at)
            messages.success(request, "Đã xóa dịp khỏi lịch.")
            return redirect("activities:occasions")
        if request.method == "POST" and form.is_valid():
            change_occasion(occasion=shown, values=form.values, by=person(request), at=at)
            messages.success(request, "Đã ghi dịp.")
            return redirect("activities:occasions")
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("activities:occasion", pk=pk)
    may_remove = permit(check_occasion_is_unused, shown.activities.count())
    context = {"form": form, "occasion": shown, "may_remove": may_remove}
    return render(request, "kehoach/books/occasion.html", context)
