"""Who has changed what of the plan."""

from __future__ import annotations

from django.utils import timezone

from kehoach.history.recording import save_recorded
from kehoach.models import Task
from tests.cast import Cast, signed_in
from tests.pages import words


def test_a_change_of_a_task_is_told_with_who_and_why(cast: Cast) -> None:
    task = Task.objects.filter(plan__commune=cast.commune)[0]
    task.short_name = f"{task.short_name} (sửa)"
    save_recorded(task, by=cast.administrator, at=timezone.now(), reason="Chữa tên nhiệm vụ")
    client = signed_in(cast.officer)

    page = words(client.get("/ke-hoach/lich-su/", {"nguoi": str(cast.administrator.pk)}))

    assert f"Chữa tên nhiệm vụ: nhiệm vụ {task.code} · {cast.administrator}" in page
    assert "(sửa)" in page
    assert 'href="/ke-hoach/lich-su/"' in client.get("/ke-hoach/").content.decode()
    assert 'href="/ke-hoach/lich-su/"' not in signed_in(cast.overseer).get("/ke-hoach/").content.decode()


def test_the_set_up_of_a_plan_is_one_entry_that_unfolds(cast: Cast) -> None:
    client = signed_in(cast.officer)

    page = client.get("/ke-hoach/lich-su/")

    entries = page.content.decode().count("<time>")
    assert entries <= 3, "dozens of rows were added at one sitting"
    assert "mục của kế hoạch · hệ thống" in words(page)
    assert all(f"nhiệm vụ {task.code}" in words(page) for task in Task.objects.filter(plan__commune=cast.commune))
