# The answers in Rego, for Open Policy Agent and regorus; the facts are in data.facts.
#
# What is found by key (`members_by_key`) is made into a whole object (`members`), because Open
# Policy Agent otherwise goes through all rows for each key that is looked up.
package peers

import rego.v1

facts := data.facts

limits := facts.limits

answers := {
	"5.2.4-3/membership": membership,
	"5.2.4-3/frequency": frequency,
	"5.2.4-3/length": length,
	"5.2.4-3/sample_agenda": sample_agenda,
	"5.2.4-3/issued_to_all_campuses": issued_to_all_campuses,
	"5.2.4-3/plc_held_as_written": plc_held_as_written,
	"5.1.2-4/visit_cadence_met": visit_cadence_met,
	"5.1.2-4/leadership_activity_observed": leadership_activity_observed,
	"5.1.2-4/feedback_given": feedback_given,
	"5.1.2-4/span": span,
}

default membership := false

membership if {
	every one in facts.guidelines {
		some basis in one.bases
		basis in limits.bases
	}
}

default frequency := false

frequency if every one in facts.guidelines { one.per_week >= limits.per_week }

default length := false

length if every one in facts.guidelines { one.minutes >= limits.minutes }

default sample_agenda := false

sample_agenda if every one in facts.guidelines { count(one.agenda) > 0 }

default issued_to_all_campuses := false

issued_to_all_campuses if {
	every one in facts.guidelines {
		had := {issue.campus | some issue in one.issued; issue.day <= facts.as_of}
		every campus in one.campuses { campus in had }
	}
}

# 5.2.4-3: the PLCs and their meetings

open_days[one.week] contains one.day if {
	some one in facts.calendar
	one.open
}

weeks := {week |
	some week, days in open_days
	count(days) >= limits.week_days
	max([max(days), week + 4]) <= facts.as_of
}

weeks_needed := ceil(round((limits.regular * count(weeks)) * 1000000) / 1000000)

least := {campus: minutes |
	some one in facts.guidelines
	minutes := ceil(round((limits.near * one.minutes) * 1000000) / 1000000)
	some campus in one.campuses
}

often := {campus: one.per_week |
	some one in facts.guidelines
	some campus in one.campuses
}

members := {key: value | some key, value in members_by_key}

members_by_key[key] contains one.staff if {
	some one in facts.roster
	one.role == "teacher"
	not one.team in {"", "none"}
	one.first <= facts.as_of
	one.last >= facts.as_of
	key := [one.campus, one.team]
}

without contains [one.campus, one.staff] if {
	some one in facts.roster
	one.role == "teacher"
	one.team in {"", "none"}
	one.first <= facts.as_of
	one.last >= facts.as_of
}

teachers := {"teacher", "special_education_teacher", "eb_teacher"}

with_teachers(one) if count(one.roles) == 0

with_teachers(one) if {
	some role in one.roles
	role in teachers
}

met[key] contains one.day if {
	some one in facts.meetings
	one.type == "plc"
	one.day <= facts.as_of
	one.week in weeks
	with_teachers(one)
	some campus in one.campuses
	one.minutes >= least[campus]
	key := [campus, one.team, one.week]
}

full_weeks := {key: value | some key, value in full_weeks_by_key}

full_weeks_by_key[key] contains week if {
	some [campus, team, week], days in met
	count(days) >= often[campus]
	key := [campus, team]
}

teams := {key: value | some key, value in teams_by_key}

teams_by_key[campus] contains team if some [campus, team], _ in members

in_teams(campus) if {
	named := union({members[[campus, team]] | some team in teams[campus]})
	outside := count({who | some [place, who] in without; place == campus} - named)
	total := sum([count(members[[campus, team]]) | some team in teams[campus]]) + outside
	spared := floor(round(((1 - limits.in_teams) * total) * 1000000) / 1000000)
	count(named) > 0
	outside <= max([1, spared])
}

default plc_held_as_written := false

plc_held_as_written if {
	every campus, _ in often {
		in_teams(campus)
		every team in teams[campus] {
			count(object.get(full_weeks, [[campus, team]], set())) >= weeks_needed
		}
	}
}

# 5.1.2-4: the principals and the visits to them

posts := {key: value | some key, value in posts_by_key}

posts_by_key[one.staff] contains one if some one in facts.roster

principals := {one |
	some one in facts.roster
	one.role == "principal"
	one.first <= facts.as_of
	one.last >= facts.as_of
}

led := {one.staff | some one in principals}

district := {"principal_supervisor", "district_leader"}

roles_on(person, day) := {post.role |
	some post in object.get(posts, person, set())
	post.first <= day
	day <= post.last
}

by_district(one) if {
	held := roles_on(one.observer, one.day)
	some role in held
	role in district
}

by_district(one) if {
	count(roles_on(one.observer, one.day)) == 0
	one.observer_role in district
}

visits := [visit |
	some one in facts.observations
	one.observee in led
	one.final
	one.day <= facts.as_of
	one.type != "appraisal_conference"
	one.minutes >= limits.observation
	by_district(one)
	visit := {"made": one, "campuses": {post.campus |
		some post in posts[one.observee]
		post.role == "principal"
		post.first <= one.day
		one.day <= post.last
	}}
]

days_of_month[one.month] contains one.day if {
	some one in facts.calendar
	one.open
}

months := {month |
	some month, days in days_of_month
	count(days) >= 10
	month < facts.month_not_over
}

visited[key] contains one.made.day if {
	some one in visits
	one.made.month in months
	some campus in one.campuses
	key := [campus, one.made.month]
}

full_months := {key: value | some key, value in full_months_by_key}

full_months_by_key[campus] contains month if {
	some [campus, month], days in visited
	count(days) >= limits.visits
}

default visit_cadence_met := false

visit_cadence_met if {
	count(visits) > 0
	every one in principals {
		full := object.get(full_months, one.campus, set())
		count(full) >= limits.regular * count(months)
	}
}

led_something := {"feedback_meeting", "plc", "ilt", "coaching"}

leading := [one |
	some one in visits
	shown := {focus | some focus in one.made.focus} & led_something
	count(shown) > 0
]

default leadership_activity_observed := false

leadership_activity_observed if {
	count(visits) > 0
	count(leading) >= limits.leading * count(visits)
	said := {campus | some one in visits; count(one.made.focus) > 0; some campus in one.campuses}
	there := {campus | some one in leading; some campus in one.campuses}
	count(said - there) == 0
}

school_days := {one.day | some one in facts.calendar; one.open}

asked_days := ({one.made.day | some one in visits} | {one.made.feedback | some one in visits}) | {facts.as_of}

until := {day: number |
	some day in asked_days
	number := count([open | some open in school_days; open <= day])
}

heard(one) if {
	one.day <= one.feedback
	one.feedback <= facts.as_of
}

last_day(one) := one.feedback if {
	heard(one)
} else := facts.as_of

owed := [told |
	some one in visits
	days := until[last_day(one.made)] - until[one.made.day]
	due(one.made, days)
	told := {"campuses": one.campuses, "soon": days <= limits.feedback_days}
]

due(one, _) if heard(one)

due(_, days) if days > limits.feedback_days

default feedback_given := false

feedback_given if {
	count(owed) > 0
	count([1 | some one in owed; one.soon]) >= limits.in_time * count(owed)
	asked := {campus | some one in owed; some campus in one.campuses}
	got := {campus | some one in owed; one.soon; some campus in one.campuses}
	count(asked - got) == 0
}

of_observer[one.made.observer] contains one.made.observee if some one in visits

default span := false

span if {
	count(visits) > 0
	every _, people in of_observer { count(people) <= limits.span }
}
