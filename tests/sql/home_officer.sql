SELECT kehoach_signedinsession.(session_key, session_data, expire_date, user_id, device, address, started_at, seen_at)
FROM kehoach_signedinsession
WHERE (kehoach_signedinsession.expire_date > ? AND kehoach_signedinsession.session_key = ?)
LIMIT ?

SELECT kehoach_user.(id, password, last_login, is_superuser, username, email, is_staff, is_active, date_joined,
    first_name, last_name, folded_name, role, commune_id, unit_id, position, phone, active_until, area_province,
    area_communes, switched_on_on, told_of_disuse_on, bell_seen_at, has_notice_mail, notices_mailed_at, is_link,
    is_demo), kehoach_commune.(id, code, kind, name, province, valid_from, valid_until, successor_id, is_demo,
    contact_name, contact_position, contact_phone, officer_title, second_look), kehoach_unit.(id, commune_id, code,
    name, kind, position, opened_on, closed_on)
FROM kehoach_user
LEFT OUTER JOIN kehoach_commune ON (kehoach_user.commune_id = kehoach_commune.id)
LEFT OUTER JOIN kehoach_unit ON (kehoach_user.unit_id = kehoach_unit.id)
WHERE kehoach_user.id = ?
ORDER BY kehoach_user.username ASC
LIMIT ?

SELECT kehoach_reportingyear.(id, commune_id, year, window_start, window_end, unit_deadline, report_deadline,
    entry_until, correction_until, opened_at, opened_by_id, closed_at, closed_by_id, closing_reason)
FROM kehoach_reportingyear
WHERE (kehoach_reportingyear.closed_at IS NULL AND kehoach_reportingyear.commune_id = ?)
ORDER BY kehoach_reportingyear.year ASC

SELECT kehoach_plan.(id, commune_id, number, issued_on, issued_at, issuing_body, title, preamble, general_objective,
    closing, amends_id, first_year, last_year, regular_activities, signing_authority, signing_position, signatory),
    EXISTS(SELECT ? AS a
FROM kehoach_commune U0
WHERE U0.successor_id = (kehoach_plan.commune_id)
LIMIT ?) AS has_merged
FROM kehoach_plan
WHERE kehoach_plan.commune_id = ?
ORDER BY kehoach_plan.first_year ASC, kehoach_plan.issued_on ASC, kehoach_plan.id ASC

SELECT thuvien_libraryfigures.reporting_year_id AS reporting_year_id, CASE WHEN thuvien_libraryfigures.state = ? THEN
    (SELECT U0.history_date AS history_date
FROM thuvien_historicallibraryfigures U0
WHERE U0.id = (thuvien_libraryfigures.id)
ORDER BY ? ASC
LIMIT ?) WHEN thuvien_libraryfigures.state = ? THEN thuvien_libraryfigures.opened_at WHEN thuvien_libraryfigures.state =
    ? THEN thuvien_libraryfigures.submitted_at WHEN thuvien_libraryfigures.state = ? THEN
    thuvien_libraryfigures.returned_at WHEN thuvien_libraryfigures.state = ? THEN thuvien_libraryfigures.accepted_at
    ELSE NULL END AS case1, CASE WHEN thuvien_libraryfigures.accepted_version_id IS NOT NULL THEN
    thuvien_libraryfigures.accepted_at ELSE NULL END AS case2, thuvien_libraryfigures.id AS pk,
    thuvien_libraryfigures.version AS version, thuvien_libraryfigures.state AS state, thuvien_library.code AS
    facility__code, thuvien_library.name AS facility__name, thuvien_library.unit_id AS facility__unit_id,
    kehoach_unit.name AS facility__unit__name, thuvien_libraryfigures.return_reason AS return_reason,
    thuvien_libraryfigures.entered_on_behalf AS entered_on_behalf, thuvien_libraryfigures.withdrawal_reason AS
    withdrawal_reason, thuvien_libraryfigures.why_unchanged AS why_unchanged, CASE WHEN
    (thuvien_libraryfigures.asked_back_answer = ? AND thuvien_libraryfigures.asked_back_at IS NOT NULL) THEN
    thuvien_libraryfigures.asked_back_reason ELSE ? END AS case3
FROM thuvien_libraryfigures
INNER JOIN thuvien_library ON (thuvien_libraryfigures.facility_id = thuvien_library.id)
INNER JOIN kehoach_reportingyear ON (thuvien_libraryfigures.reporting_year_id = kehoach_reportingyear.id)
INNER JOIN kehoach_unit ON (thuvien_library.unit_id = kehoach_unit.id)
WHERE ((thuvien_library.opened_on IS NULL OR thuvien_library.opened_on <= (kehoach_reportingyear.window_end)) AND
    (thuvien_library.closed_on IS NULL OR thuvien_library.closed_on > (kehoach_reportingyear.window_end)) AND
    thuvien_libraryfigures.reporting_year_id IN (?))
ORDER BY kehoach_unit.position ASC, thuvien_libraryfigures.facility_id ASC

SELECT vanhoa_centrefigures.reporting_year_id AS reporting_year_id, CASE WHEN vanhoa_centrefigures.state = ? THEN
    (SELECT U0.history_date AS history_date
FROM vanhoa_historicalcentrefigures U0
WHERE U0.id = (vanhoa_centrefigures.id)
ORDER BY ? ASC
LIMIT ?) WHEN vanhoa_centrefigures.state = ? THEN vanhoa_centrefigures.opened_at WHEN vanhoa_centrefigures.state = ?
    THEN vanhoa_centrefigures.submitted_at WHEN vanhoa_centrefigures.state = ? THEN vanhoa_centrefigures.returned_at
    WHEN vanhoa_centrefigures.state = ? THEN vanhoa_centrefigures.accepted_at ELSE NULL END AS case1, CASE WHEN
    vanhoa_centrefigures.accepted_version_id IS NOT NULL THEN vanhoa_centrefigures.accepted_at ELSE NULL END AS case2,
    vanhoa_centrefigures.id AS pk, vanhoa_centrefigures.version AS version, vanhoa_centrefigures.state AS state,
    vanhoa_culturalcentre.code AS facility__code, vanhoa_culturalcentre.name AS facility__name,
    vanhoa_culturalcentre.unit_id AS facility__unit_id, kehoach_unit.name AS facility__unit__name,
    vanhoa_centrefigures.return_reason AS return_reason, vanhoa_centrefigures.entered_on_behalf AS entered_on_behalf,
    vanhoa_centrefigures.withdrawal_reason AS withdrawal_reason, vanhoa_centrefigures.why_unchanged AS why_unchanged,
    CASE WHEN (vanhoa_centrefigures.asked_back_answer = ? AND vanhoa_centrefigures.asked_back_at IS NOT NULL) THEN
    vanhoa_centrefigures.asked_back_reason ELSE ? END AS case3
FROM vanhoa_centrefigures
INNER JOIN vanhoa_culturalcentre ON (vanhoa_centrefigures.facility_id = vanhoa_culturalcentre.id)
INNER JOIN kehoach_reportingyear ON (vanhoa_centrefigures.reporting_year_id = kehoach_reportingyear.id)
INNER JOIN kehoach_unit ON (vanhoa_culturalcentre.unit_id = kehoach_unit.id)
WHERE ((vanhoa_culturalcentre.opened_on IS NULL OR vanhoa_culturalcentre.opened_on <=
    (kehoach_reportingyear.window_end)) AND (vanhoa_culturalcentre.closed_on IS NULL OR vanhoa_culturalcentre.closed_on
    > (kehoach_reportingyear.window_end)) AND vanhoa_centrefigures.reporting_year_id IN (?))
ORDER BY kehoach_unit.position ASC, vanhoa_centrefigures.facility_id ASC

SELECT kehoach_reportingyear.(id, commune_id, year, window_start, window_end, unit_deadline, report_deadline,
    entry_until, correction_until, opened_at, opened_by_id, closed_at, closed_by_id, closing_reason)
FROM kehoach_reportingyear
WHERE kehoach_reportingyear.commune_id = ?
ORDER BY kehoach_reportingyear.year ASC

SELECT kehoach_task.(id, plan_id, code, position, former_code, section_id, wording, short_name, named_kinds, expected,
    counts, role, due_month, due_day)
FROM kehoach_task
WHERE kehoach_task.plan_id = ?
ORDER BY kehoach_task.position ASC

SELECT kehoach_section.(id, plan_id, code, position, title, body, role)
FROM kehoach_section
WHERE kehoach_section.plan_id = ?
ORDER BY kehoach_section.position ASC

SELECT kehoach_taskprogress.(id, reporting_year_id, task_id, unit_id, state, result, count, updated_at, updated_by_id,
    review, reviewed_at, reviewed_by_id, return_reason, why_unchanged, version)
FROM kehoach_taskprogress
INNER JOIN kehoach_task ON (kehoach_taskprogress.task_id = kehoach_task.id)
WHERE (kehoach_taskprogress.reporting_year_id IN (?) AND kehoach_task.plan_id = ?)

SELECT kehoach_explanation.(id, reporting_year_id, task_id, unit_id, question, asked_at, asked_by_id, answer_by, answer,
    answered_at, answered_by_id)
FROM kehoach_explanation
INNER JOIN kehoach_task ON (kehoach_explanation.task_id = kehoach_task.id)
WHERE (kehoach_explanation.reporting_year_id IN (?) AND kehoach_task.plan_id = ?)
ORDER BY kehoach_explanation.asked_at ASC, kehoach_explanation.id ASC

SELECT kehoach_assignment.task_id AS task_id, kehoach_assignment.unit_id AS unit_id, kehoach_assignment.part AS part
FROM kehoach_assignment
INNER JOIN kehoach_task ON (kehoach_assignment.task_id = kehoach_task.id)
WHERE kehoach_task.plan_id = ?
ORDER BY ? ASC, ? ASC

SELECT kehoach_unit.(id, commune_id, code, name, kind, position, opened_on, closed_on)
FROM kehoach_unit
WHERE kehoach_unit.commune_id = ?
ORDER BY kehoach_unit.id ASC

SELECT kehoach_user.unit_id AS unit_id
FROM kehoach_user
WHERE (kehoach_user.commune_id IN (?) AND kehoach_user.is_active AND kehoach_user.role IN (?) AND NOT
    kehoach_user.is_link AND kehoach_user.unit_id IS NOT NULL)
ORDER BY kehoach_user.username ASC

SELECT kehoach_entrylink.reporting_year_id AS reporting_year_id, kehoach_entrylink.unit_id AS unit_id
FROM kehoach_entrylink
INNER JOIN kehoach_unit ON (kehoach_entrylink.unit_id = kehoach_unit.id)
INNER JOIN kehoach_reportingyear ON (kehoach_entrylink.reporting_year_id = kehoach_reportingyear.id)
INNER JOIN kehoach_commune ON (kehoach_reportingyear.commune_id = kehoach_commune.id)
INNER JOIN kehoach_commune T5 ON (kehoach_unit.commune_id = T5.id)
WHERE ((kehoach_unit.closed_on IS NULL OR kehoach_unit.closed_on > (kehoach_reportingyear.window_end)) AND
    (kehoach_reportingyear.closed_at IS NULL OR EXISTS(SELECT ? AS a
FROM kehoach_yearexception U0
WHERE (U0.expires_at > ? AND U0.granted_at <= ? AND U0.reporting_year_id = (kehoach_entrylink.reporting_year_id) AND
    U0.unit_id = (kehoach_entrylink.unit_id))
LIMIT ?)) AND kehoach_entrylink.revoked_at IS NULL AND kehoach_entrylink.reporting_year_id IN (?))
ORDER BY kehoach_commune.code ASC, kehoach_reportingyear.year DESC, T5.code ASC, kehoach_unit.position ASC,
    kehoach_unit.id ASC, kehoach_entrylink.created_at DESC

SELECT baocao_report.(id, commune_id, plan_id, year, kind, length, purpose, state, replaces_id, replacement_reason,
    blank, signature_field, started_at, started_by_id, proposed_at, proposed_by_id, withdrawn_at, withdrawn_by_id,
    withdrawal_reason, returned_at, returned_by_id, return_reason, why_unchanged, issued_at, issued_by_id)
FROM baocao_report
WHERE (baocao_report.commune_id IN (?) AND baocao_report.kind = ? AND baocao_report.year IN (?))
ORDER BY baocao_report.id ASC
