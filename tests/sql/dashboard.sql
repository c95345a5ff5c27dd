SELECT django_session.(session_key, session_data, expire_date)
FROM django_session
WHERE (django_session.expire_date > ? AND django_session.session_key = ?)
LIMIT ?

SELECT kehoach_user.(id, password, last_login, is_superuser, username, first_name, last_name, email, is_staff,
    is_active, date_joined, role, commune_id, unit_id, position, is_link, is_demo), kehoach_commune.(id, code, kind,
    name, province, valid_from, valid_until, successor_id, is_demo), kehoach_unit.(id, commune_id, code, name, kind,
    opened_on, closed_on)
FROM kehoach_user
LEFT OUTER JOIN kehoach_commune ON (kehoach_user.commune_id = kehoach_commune.id)
LEFT OUTER JOIN kehoach_unit ON (kehoach_user.unit_id = kehoach_unit.id)
WHERE kehoach_user.id = ?
ORDER BY kehoach_user.username ASC
LIMIT ?

SELECT kehoach_plan.(id, commune_id, number, issued_on, issued_at, issuing_body, title, preamble, general_objective,
    closing, first_year, last_year, regular_activities, signing_authority, signing_position, signatory),
    kehoach_commune.(id, code, kind, name, province, valid_from, valid_until, successor_id, is_demo)
FROM kehoach_plan
INNER JOIN kehoach_commune ON (kehoach_plan.commune_id = kehoach_commune.id)
WHERE kehoach_plan.commune_id = ?
ORDER BY kehoach_plan.issued_on DESC, kehoach_plan.id DESC
LIMIT ?

SELECT ? AS row_of, JSON_ARRAY(kehoach_section.(id, plan_id, code, position, title, body, role)) AS row_as
FROM kehoach_section
WHERE kehoach_section.plan_id = ?
UNION ALL SELECT ? AS row_of, JSON_ARRAY(kehoach_target.(id, plan_id, code, position, section_id, wording, short_name))
    AS row_as
FROM kehoach_target
WHERE kehoach_target.plan_id = ?
UNION ALL SELECT ? AS row_of, JSON_ARRAY(kehoach_task.(id, plan_id, code, position, section_id, wording, short_name,
    named_kinds, expected, counts, role, due_month, due_day)) AS row_as
FROM kehoach_task
WHERE kehoach_task.plan_id = ?
UNION ALL SELECT ? AS row_of, JSON_ARRAY(kehoach_legalbasis.(id, code, position, plan_id, text)) AS row_as
FROM kehoach_legalbasis
WHERE kehoach_legalbasis.plan_id = ?
UNION ALL SELECT ? AS row_of, JSON_ARRAY(kehoach_recipient.(id, plan_id, code, position, text)) AS row_as
FROM kehoach_recipient
WHERE kehoach_recipient.plan_id = ?
UNION ALL SELECT ? AS row_of, JSON_ARRAY(kehoach_interpretation.(id, plan_id, code, position, text, decided_by,
    decided_on)) AS row_as
FROM kehoach_interpretation
WHERE kehoach_interpretation.plan_id = ?
UNION ALL SELECT ? AS row_of, JSON_ARRAY(kehoach_condition.(id, target_id, scope, measure, position)) AS row_as
FROM kehoach_condition
INNER JOIN kehoach_target ON (kehoach_condition.target_id = kehoach_target.id)
WHERE kehoach_target.plan_id = ?
UNION ALL SELECT ? AS row_of, JSON_ARRAY(kehoach_milestone.(id, condition_id, year, base_year, at_least, at_most)) AS
    row_as
FROM kehoach_milestone
INNER JOIN kehoach_condition ON (kehoach_milestone.condition_id = kehoach_condition.id)
INNER JOIN kehoach_target ON (kehoach_condition.target_id = kehoach_target.id)
WHERE kehoach_target.plan_id = ?
UNION ALL SELECT ? AS row_of, JSON_ARRAY(kehoach_assignment.(id, task_id, unit_id, part)) AS row_as
FROM kehoach_assignment
INNER JOIN kehoach_task ON (kehoach_assignment.task_id = kehoach_task.id)
WHERE kehoach_task.plan_id = ?
UNION ALL SELECT ? AS row_of, JSON_ARRAY(kehoach_unit.(id, commune_id, code, name, kind, opened_on, closed_on)) AS
    row_as
FROM kehoach_unit
WHERE kehoach_unit.id IN (SELECT U0.unit_id AS unit
FROM kehoach_assignment U0
INNER JOIN kehoach_task U1 ON (U0.task_id = U1.id)
WHERE U1.plan_id = ?)
UNION ALL SELECT ? AS row_of, JSON_ARRAY(kehoach_reportingyear.(id, commune_id, year, window_start, window_end,
    unit_deadline, report_deadline, opened_at, opened_by_id, closed_at, closed_by_id, closing_reason)) AS row_as
FROM kehoach_reportingyear
WHERE kehoach_reportingyear.commune_id = ?
UNION ALL SELECT ? AS row_of, JSON_ARRAY(kehoach_interpretation_targets.(id, interpretation_id, target_id)) AS row_as
FROM kehoach_interpretation_targets
INNER JOIN kehoach_interpretation ON (kehoach_interpretation_targets.interpretation_id = kehoach_interpretation.id)
WHERE kehoach_interpretation.plan_id = ?

SELECT ? AS row_of, JSON_ARRAY(thuvien_library.(id, code, name, kind, opened_on, closed_on)) AS row_as
FROM thuvien_library
WHERE thuvien_library.commune_id = ?
UNION ALL SELECT ? AS row_of, JSON_ARRAY(vanhoa_culturalcentre.(id, code, name, kind, opened_on, closed_on)) AS row_as
FROM vanhoa_culturalcentre
WHERE vanhoa_culturalcentre.commune_id = ?
UNION ALL SELECT ? AS row_of, JSON_ARRAY(thuvien_librarymembership.(facility_id, scope, since, counted)) AS row_as
FROM thuvien_librarymembership
INNER JOIN thuvien_library ON (thuvien_librarymembership.facility_id = thuvien_library.id)
WHERE thuvien_library.commune_id = ?
UNION ALL SELECT ? AS row_of, JSON_ARRAY(vanhoa_centremembership.(facility_id, scope, since, counted)) AS row_as
FROM vanhoa_centremembership
INNER JOIN vanhoa_culturalcentre ON (vanhoa_centremembership.facility_id = vanhoa_culturalcentre.id)
WHERE vanhoa_culturalcentre.commune_id = ?
UNION ALL SELECT ? AS row_of, JSON_ARRAY(thuvien_libraryfigures.(reporting_year_id, facility_id, absences, services,
    it_applications, visits_pupils, visits_staff, visits_public)) AS row_as
FROM thuvien_libraryfigures
INNER JOIN thuvien_library ON (thuvien_libraryfigures.facility_id = thuvien_library.id)
WHERE (thuvien_library.commune_id = ? AND thuvien_libraryfigures.state = ?)
UNION ALL SELECT ? AS row_of, JSON_ARRAY(vanhoa_centrefigures.(reporting_year_id, facility_id, absences, talent_classes,
    clubs, interest_groups, activities_arts, activities_sports)) AS row_as
FROM vanhoa_centrefigures
INNER JOIN vanhoa_culturalcentre ON (vanhoa_centrefigures.facility_id = vanhoa_culturalcentre.id)
WHERE (vanhoa_culturalcentre.commune_id = ? AND vanhoa_centrefigures.state = ?)

SELECT ? AS row_of, JSON_ARRAY(kehoach_taskprogress.(id, reporting_year_id, task_id, unit_id, state, result, count,
    updated_at, updated_by_id, review, reviewed_at, reviewed_by_id, return_reason, version), COUNT(kehoach_evidence.id))
    AS row_as
FROM kehoach_taskprogress
LEFT OUTER JOIN kehoach_evidence ON (kehoach_taskprogress.id = kehoach_evidence.object_id AND
    (kehoach_evidence.content_type_id = ?))
WHERE (kehoach_taskprogress.reporting_year_id IN (?) AND kehoach_taskprogress.task_id IN (?))
GROUP BY kehoach_taskprogress.(id, reporting_year_id, task_id, unit_id, state, result, count, updated_at, updated_by_id,
    review, reviewed_at, reviewed_by_id, return_reason, version)
UNION ALL SELECT ? AS row_of, JSON_ARRAY(kehoach_explanation.(id, reporting_year_id, task_id, unit_id, question,
    asked_at, asked_by_id, answer_by, answer, answered_at, answered_by_id)) AS row_as
FROM kehoach_explanation
WHERE (kehoach_explanation.reporting_year_id IN (?) AND kehoach_explanation.task_id IN (?))
UNION ALL SELECT ? AS row_of, JSON_ARRAY(kehoach_unit.(id, commune_id, code, name, kind, opened_on, closed_on)) AS
    row_as
FROM kehoach_unit
WHERE (kehoach_unit.id IN (SELECT U0.unit_id AS unit
FROM kehoach_taskprogress U0
WHERE (U0.reporting_year_id IN (?) AND U0.task_id IN (?))) OR kehoach_unit.id IN (SELECT U0.unit_id AS unit
FROM kehoach_explanation U0
WHERE (U0.reporting_year_id IN (?) AND U0.task_id IN (?))))
UNION ALL SELECT ? AS row_of, JSON_ARRAY(kehoach_user.(id, password, last_login, is_superuser, username, first_name,
    last_name, email, is_staff, is_active, date_joined, role, commune_id, unit_id, position, is_link, is_demo)) AS
    row_as
FROM kehoach_user
WHERE (kehoach_user.id IN (SELECT U0.updated_by_id AS updated_by
FROM kehoach_taskprogress U0
WHERE (U0.reporting_year_id IN (?) AND U0.task_id IN (?))) OR kehoach_user.id IN (SELECT U0.reviewed_by_id AS
    reviewed_by
FROM kehoach_taskprogress U0
WHERE (U0.reporting_year_id IN (?) AND U0.task_id IN (?))) OR kehoach_user.id IN (SELECT U0.asked_by_id AS asked_by
FROM kehoach_explanation U0
WHERE (U0.reporting_year_id IN (?) AND U0.task_id IN (?))) OR kehoach_user.id IN (SELECT U0.answered_by_id AS
    answered_by
FROM kehoach_explanation U0
WHERE (U0.reporting_year_id IN (?) AND U0.task_id IN (?))))

SELECT kehoach_funding.(id, commune_id, year, task_id, note, recorded_at, recorded_by_id, version, unit_id, source,
    purpose, donor, planned, spent), kehoach_task.(id, plan_id, code, position, section_id, wording, short_name,
    named_kinds, expected, counts, role, due_month, due_day)
FROM kehoach_funding
LEFT OUTER JOIN kehoach_task ON (kehoach_funding.task_id = kehoach_task.id)
WHERE (kehoach_funding.commune_id = ? AND kehoach_funding.year = ?)
ORDER BY kehoach_funding.year ASC, kehoach_funding.source ASC, kehoach_funding.id ASC

SELECT thuvien_libraryfigures.id AS pk, thuvien_libraryfigures.version AS version, thuvien_libraryfigures.state AS
    state, thuvien_library.code AS facility__code, thuvien_library.name AS facility__name, thuvien_library.opened_on AS
    facility__opened_on, thuvien_library.closed_on AS facility__closed_on, thuvien_library.unit_id AS facility__unit_id,
    kehoach_unit.name AS facility__unit__name, thuvien_libraryfigures.return_reason AS return_reason,
    thuvien_libraryfigures.entered_on_behalf AS entered_on_behalf, CASE WHEN thuvien_libraryfigures.state = ? THEN
    thuvien_libraryfigures.opened_at WHEN thuvien_libraryfigures.state = ? THEN thuvien_libraryfigures.submitted_at WHEN
    thuvien_libraryfigures.state = ? THEN thuvien_libraryfigures.returned_at WHEN thuvien_libraryfigures.state = ? THEN
    thuvien_libraryfigures.accepted_at ELSE NULL END AS case1
FROM thuvien_libraryfigures
INNER JOIN thuvien_library ON (thuvien_libraryfigures.facility_id = thuvien_library.id)
INNER JOIN kehoach_unit ON (thuvien_library.unit_id = kehoach_unit.id)
WHERE thuvien_libraryfigures.reporting_year_id = ?
ORDER BY thuvien_libraryfigures.facility_id ASC

SELECT vanhoa_centrefigures.id AS pk, vanhoa_centrefigures.version AS version, vanhoa_centrefigures.state AS state,
    vanhoa_culturalcentre.code AS facility__code, vanhoa_culturalcentre.name AS facility__name,
    vanhoa_culturalcentre.opened_on AS facility__opened_on, vanhoa_culturalcentre.closed_on AS facility__closed_on,
    vanhoa_culturalcentre.unit_id AS facility__unit_id, kehoach_unit.name AS facility__unit__name,
    vanhoa_centrefigures.return_reason AS return_reason, vanhoa_centrefigures.entered_on_behalf AS entered_on_behalf,
    CASE WHEN vanhoa_centrefigures.state = ? THEN vanhoa_centrefigures.opened_at WHEN vanhoa_centrefigures.state = ?
    THEN vanhoa_centrefigures.submitted_at WHEN vanhoa_centrefigures.state = ? THEN vanhoa_centrefigures.returned_at
    WHEN vanhoa_centrefigures.state = ? THEN vanhoa_centrefigures.accepted_at ELSE NULL END AS case1
FROM vanhoa_centrefigures
INNER JOIN vanhoa_culturalcentre ON (vanhoa_centrefigures.facility_id = vanhoa_culturalcentre.id)
INNER JOIN kehoach_unit ON (vanhoa_culturalcentre.unit_id = kehoach_unit.id)
WHERE vanhoa_centrefigures.reporting_year_id = ?
ORDER BY vanhoa_centrefigures.facility_id ASC

SELECT baocao_report.(id, commune_id, plan_id, year, kind, purpose, state, replaces_id, blank, signature_field,
    started_at, started_by_id, proposed_at, proposed_by_id, returned_at, returned_by_id, return_reason, issued_at,
    issued_by_id)
FROM baocao_report
WHERE (baocao_report.plan_id = ? AND baocao_report.state = ?)
ORDER BY baocao_report.proposed_at ASC
