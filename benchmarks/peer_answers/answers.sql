-- The answers in SQL, for duckdb: one row, a column for each element. Limits and the day of the
-- review are the one row of `review`; lists are columns of duckdb's list type.
with
weeks as (
    select week from calendar, review where "open"
    group by week, week_days, as_of
    having count(*) >= week_days and greatest(max(day), week + 4) <= as_of
),
governed as (
    select unnest(campuses) as campus, guidelines.per_week,
        ceil(round(near * guidelines.minutes, 6)) as least
    from guidelines, review
),
teachers as (
    select distinct campus, case when team = '' then 'none' else team end as team, staff
    from roster, review where role = 'teacher' and as_of between first and last
),
outside as (
    select campus, count(distinct staff) as number from teachers one
    where team = 'none' and not exists (
        from teachers other
        where other.campus = one.campus and other.staff = one.staff and other.team <> 'none'
    )
    group by campus
),
named as (
    select campus, count(*) as number from teachers where team <> 'none' group by campus
),
teams as (select distinct campus, team from teachers where team <> 'none'),
plc as (
    select unnest(campuses) as campus, team, week, day, meetings.minutes from meetings, review
    where type = 'plc' and day <= as_of and (
        len(roles) = 0
        or list_has_any(roles, ['teacher', 'special_education_teacher', 'eb_teacher'])
    )
),
full_weeks as (
    select campus, team, week from plc join governed using (campus) semi join weeks using (week)
    where minutes >= least
    group by campus, team, week, per_week having count(distinct day) >= per_week
),
weeks_of_team as (
    select campus, team, count(week) as number
    from teams semi join governed using (campus) left join full_weeks using (campus, team)
    group by campus, team
),
principals as (
    select staff, campus from roster, review
    where role = 'principal' and as_of between first and last
),
made as (
    select row_number() over () as id, observations.* from observations, review
    semi join principals on principals.staff = observations.observee
    where final and day <= as_of and type <> 'appraisal_conference' and observations.minutes >= observation
),
by_role as (
    select id, bool_or(role in ('principal_supervisor', 'district_leader')) as by_district
    from made join roster on staff = observer and day between first and last group by id
),
visits as (
    select made.* from made left join by_role using (id)
    where coalesce(by_district, observer_role in ('principal_supervisor', 'district_leader'))
),
places as (
    select distinct id, campus from visits
    join roster on staff = observee and day between first and last and role = 'principal'
),
months as (
    select month from calendar, review where "open" and month < month_not_over
    group by month having count(*) >= 10
),
full_months as (
    select campus, month from visits join places using (id) semi join months using (month), review
    group by campus, month, review.visits having count(distinct day) >= review.visits
),
months_of_principal as (
    select staff, campus, count(month) as number
    from principals left join full_months using (campus) group by staff, campus
),
leads as (
    select id from visits
    where list_has_any(focus, ['feedback_meeting', 'plc', 'ilt', 'coaching'])
),
ranked as (select day as open_day, row_number() over (order by day) as rank from calendar where "open"),
answered as (
    select id, day, case when feedback between day and as_of then feedback end as heard,
        coalesce(heard, as_of) as until
    from visits, review
),
counted as (
    select id, heard, coalesce(late.rank, 0) - coalesce(early.rank, 0) as days
    from answered
    asof left join ranked early on answered.day >= early.open_day
    asof left join ranked late on answered.until >= late.open_day
),
due as (
    select id, days <= feedback_days as soon from counted, review
    where heard is not null or days > feedback_days
)
select
    (select bool_and(list_has_any(guidelines.bases, review.bases)) from guidelines, review)
        as "5.2.4-3/membership",
    (select bool_and(guidelines.per_week >= review.per_week) from guidelines, review)
        as "5.2.4-3/frequency",
    (select bool_and(guidelines.minutes >= review.minutes) from guidelines, review)
        as "5.2.4-3/length",
    (select bool_and(len(agenda) > 0) from guidelines) as "5.2.4-3/sample_agenda",
    (
        select bool_and(list_has_all(
            [one.campus for one in issued if one.day <= as_of], campuses
        )) from guidelines, review
    ) as "5.2.4-3/issued_to_all_campuses",
    (
        select bool_and(named.number > 0 and coalesce(outside.number, 0) <= greatest(1, floor(
            round((1 - in_teams) * (named.number + coalesce(outside.number, 0)), 6)
        ))) from governed left join named using (campus) left join outside using (campus), review
    ) and (
        select bool_and(
            number >= ceil(round(regular * (select count(*) from weeks), 6))
        ) from weeks_of_team, review
    ) as "5.2.4-3/plc_held_as_written",
    exists (from visits) and (
        select bool_and(number >= regular * (select count(*) from months))
        from months_of_principal, review
    ) as "5.1.2-4/visit_cadence_met",
    (
        select (select count(*) from leads) >= review.leading * count(*) and count(*) > 0
        from visits, review group by review.leading
    ) and not exists (
        (select campus from places join visits using (id) where len(focus) > 0)
        except (select campus from places join leads using (id))
    ) as "5.1.2-4/leadership_activity_observed",
    coalesce((
        select count(*) filter (soon) >= in_time * count(*) from due, review group by in_time
    ), false) and not exists (
        (select campus from due join places using (id))
        except (select campus from due join places using (id) where soon)
    ) as "5.1.2-4/feedback_given",
    exists (from visits) and (
        select max(number) <= max(review.span)
        from (select count(distinct observee) as number from visits group by observer), review
    ) as "5.1.2-4/span"
