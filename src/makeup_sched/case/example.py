"""The small made-up case that the template is filled with: two providers, six students."""

EXAMPLE_TABLES = {
    "calendar": """\
start_date,end_date,weekdays,day_type,note
2026-01-05,2026-05-29,Mon;Tue;Wed;Thu;Fri,school,second semester
2026-02-16,,,no_school,holiday
2026-03-06,,,early_release,
2026-04-06,2026-04-10,Mon;Tue;Wed;Thu;Fri,no_school,spring break
""",
    "bell_schedules": """\
bell_schedule,day_type,start,end,category,activity
lincoln,school,08:00,08:15,homeroom,Arrival
lincoln,school,08:15,10:00,core,Reading
lincoln,school,10:00,10:45,specials,Art or music
lincoln,school,10:45,11:30,core,Writing
lincoln,school,11:30,12:00,lunch,Lunch
lincoln,school,12:00,12:20,recess,Recess
lincoln,school,12:20,13:05,intervention,What I need
lincoln,school,13:05,14:00,core,Mathematics
lincoln,school,14:00,14:45,study_hall,Study hall
lincoln,early_release,08:00,10:45,core,Reading and mathematics
lincoln,early_release,10:45,11:30,intervention,What I need
lincoln,early_release,11:30,12:00,lunch,Lunch
""",
    "students": """\
student_id,name,grade,school,bell_schedule,after_school,extend,keep_apart,home_language
S001,Amber Example,2,Lincoln,lincoln,no,yes,,English
S002,Basil Example,2,Lincoln,lincoln,no,yes,,Spanish
S003,Clover Example,3,Lincoln,lincoln,no,yes,S006,English
S004,Dill Example,3,Lincoln,lincoln,no,no,,English
S005,Elder Example,4,Lincoln,lincoln,no,yes,,Somali
S006,Fern Example,3,Lincoln,lincoln,no,yes,S003,English
""",
    "providers": """\
provider_id,name,disciplines,role,employment,max_group,makeup_minutes_per_week
P01,Tess Testperson,SLP,therapist,staff,3,240
P02,Otis Testperson,OT,therapist,staff,2,
""",
    "provider_hours": """\
provider_id,day_types,weekday,start,end,site,kind
P01,school,Mon;Tue;Wed;Thu,08:00,15:00,Lincoln,work
P01,school,*,11:30,12:00,,lunch
P01,school,Tue,14:00,14:45,,meeting
P01,early_release,Fri,08:00,12:00,Lincoln,work
P02,school,Tue;Thu,08:00,15:00,Lincoln,work
P02,school,*,11:30,12:00,,lunch
""",
    "services": """\
service_id,student_id,discipline,provider_id,minutes,sessions,per,setting,max_group
S001-SLP,S001,SLP,P01,30,2,week,group,3
S002-SLP,S002,SLP,P01,30,2,week,group,3
S003-SLP,S003,SLP,P01,30,1,week,individual,
S004-SLP,S004,SLP,P01,30,1,week,individual,
S005-OT,S005,OT,P02,30,1,week,individual,
S006-OT,S006,OT,P02,45,1,week,individual,
""",
    "missed": """\
date,service_id,minutes,reason,decision,note
2026-01-12,S001-SLP,30,provider_absent,,
2026-01-12,S002-SLP,30,provider_absent,,
2026-01-13,S003-SLP,30,provider_meeting,,training day
2026-01-14,S001-SLP,30,school_assessment,,
2026-01-15,S005-OT,30,provider_absent,,
2026-01-20,S004-SLP,30,student_absent,owed,illness in hospital
2026-01-22,S006-OT,45,school_activity,,
2026-01-27,S003-SLP,30,student_refused,,the team decides
""",
    "awards": """\
award_id,student_id,discipline,minutes,basis,decided_on,due_on
A01,S002,SLP,60,iep_team,2026-01-20,2026-05-15
""",
    "student_blocks": """\
student_id,start_date,weekday,start,end,category,note
S005,2026-01-05,Tue,14:00,14:45,resource,reading group
""",
    "regular_sessions": """\
session_id,provider_id,discipline,weekday,start,end,site,student_ids
R01,P01,SLP,Mon;Wed,12:20,12:50,Lincoln,S001;S002
R02,P01,SLP,Tue,12:20,12:50,Lincoln,S003
R03,P01,SLP,Tue,10:00,10:30,Lincoln,S004
R04,P02,OT,Thu,12:20,12:50,Lincoln,S005
R05,P02,OT,Thu,10:00,10:45,Lincoln,S006
""",
    "delivered": """\
date,owed_id,minutes,provider_id,note
2026-01-26,S001-SLP,15,P01,study hall
""",
    "service_log": """\
date,service_id,minutes,status,reason,provider_id,note
2026-01-06,S003-SLP,30,given,,P01,
2026-01-06,S004-SLP,30,given,,P01,
2026-01-07,S001-SLP,30,given,,P01,
2026-01-08,S005-OT,20,short,late_start_of_service,P02,bus was late
2026-01-13,S003-SLP,30,missed,provider_meeting,P01,
""",
    "amendments": """\
service_id,start_date,minutes,sessions,per,note
S005-OT,2026-03-02,30,2,week,annual review
""",
    "locked": """\
session_id,provider_id,discipline,date,start,end,site,mode,student_ids,owed_ids
M001,P02,OT,2026-02-05,14:00,14:30,Lincoln,extra,S005,S005-OT
""",
}
"""Each table as the text of a CSV file; every name is made up."""
