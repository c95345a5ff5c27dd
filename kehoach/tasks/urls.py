"""The pages of the plan's tasks, and of one unit's result of a task in a year."""

from django.urls import URLPattern, URLResolver, include, path

from kehoach.tasks.views import explanations, results, tasks

# Below nhiem-vu/<task>/<year>/<unit>/
_of_a_result = [
    path("", results.result, name="result"),
    path("lich-su/", results.result_history, name="result_history"),
    path("xac-nhan/", results.confirm_result, name="confirm_result"),
    path("tra-lai/", results.return_unit_result, name="return_result"),
    path("giai-trinh/", explanations.ask_unit, name="ask_unit"),
    path("giai-trinh/<int:pk>/", explanations.answer_unit, name="answer_unit"),
    path("minh-chung/<int:pk>/", results.result_file, name="result_file"),
    path("minh-chung/<int:pk>/nho/", results.result_file_small, name="result_file_small"),
    path("minh-chung/<int:pk>/xoa/", results.remove_result_file, name="remove_result_file"),
]

_of_tasks: list[URLPattern | URLResolver] = [
    path("", tasks.tasks, name="tasks"),
    path("phan-cong/", tasks.assign_tasks, name="assign_tasks"),
    path("giai-trinh/", explanations.ask_units, name="ask_units"),
    path("khong-phat-sinh/", results.nothing_to_report, name="nothing_to_report"),
    path("<code:code>/", tasks.task, name="task"),
    path("<code:code>/<year:year>/<code:unit>/", include(_of_a_result)),
]

urlpatterns = [path("nhiem-vu/", include(_of_tasks))]
