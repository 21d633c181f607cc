// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/settings/nextrun.h"
#include "tests/support/testmain.h"

#include <QTest>
#include <QTimeZone>

using namespace Nightkeep;

namespace {

struct NextRunsCase
{
    const char *name;
    const char *zone;
    const char *weekdays; ///< Sunday first
    int hour;
    int minute;
    const char *now; ///< in UTC, as the runs are
    const char *runs; ///< worked out by hand, as the comment says
};

// London goes forward on Sunday 29 March 2026 at 01:00 UTC and back on Sunday 25 October at 01:00 UTC. Sydney goes back
// on Sunday 5 April at 03:00 AEDT and forward on Sunday 4 October at 02:00 AEST; Adelaide likewise, half an hour later.
// Lord Howe goes back on 5 April, and forward on 4 October, at 02:00, from UTC+11 to UTC+10:30. St John's goes forward
// on Sunday 8 March at 02:00, from UTC-3:30; Santiago on Sunday 6 September at 00:00, from UTC-4.

const QList<NextRunsCase> oldNextRuns {
    // Sunday is 4 days ahead of Wednesday, 14 January: 18, 25, 1 February; winter is UTC
    {"a Wednesday: the next three Sundays", "Europe/London", "1000000", 3, 0, "2026-01-14T09:00",
     "2026-01-18T03:00 2026-01-25T03:00 2026-02-01T03:00"},
    // 02:59:59 is before 03:00 of the same day
    {"the day itself, a second before", "Europe/London", "1000000", 3, 0, "2026-01-18T02:59:59",
     "2026-01-18T03:00 2026-01-25T03:00"},
    // it is due once it is past: what is not past yet counts
    {"the moment itself", "Europe/London", "1000000", 3, 0, "2026-01-18T03:00", "2026-01-18T03:00 2026-01-25T03:00"},
    // past: the next Sunday
    {"the day itself, a second after", "Europe/London", "1000000", 3, 0, "2026-01-18T03:00:01", "2026-01-25T03:00"},
    // tomorrow, and each day
    {"every day, after the hour", "Europe/London", "1111111", 3, 0, "2026-01-18T09:00",
     "2026-01-19T03:00 2026-01-20T03:00 2026-01-21T03:00"},
    // Monday 19 and Thursday 22, and again a week later
    {"two days of the week in turn", "Europe/London", "0100100", 2, 5, "2026-01-18T09:00",
     "2026-01-19T02:05 2026-01-22T02:05 2026-01-26T02:05 2026-01-29T02:05"},
    // 16 January is a Friday
    {"the last letter is Saturday", "Europe/London", "0000001", 3, 0, "2026-01-16T09:00", "2026-01-17T03:00"},
    // 00:00 of the 18th is past
    {"every midnight", "Europe/London", "1111111", 0, 0, "2026-01-18T09:00", "2026-01-19T00:00 2026-01-20T00:00"},
    // 23:55 of the 18th is past
    {"a second after the last five minutes of a day", "Europe/London", "1111111", 23, 55, "2026-01-18T23:55:01",
     "2026-01-19T23:55 2026-01-20T23:55"},
    // 03:00 BST is 02:00 UTC
    {"in summer", "Europe/London", "1000000", 3, 0, "2026-07-01T09:00", "2026-07-05T02:00 2026-07-12T02:00"},
    // 30 December is a Wednesday and its run past: 6 January
    {"over the new year", "Europe/London", "0001000", 4, 0, "2026-12-30T04:00:01", "2027-01-06T04:00 2027-01-13T04:00"},
    // 28 February 2028 is a Monday
    {"on a 29 February", "UTC", "0010000", 4, 0, "2028-02-28T12:00", "2028-02-29T04:00 2028-03-07T04:00"},
    // midnight 00:00 UTC and 3 hours are 03:00 UTC, which is 04:00 BST; a week later 02:00 UTC
    {"London goes forward: an hour late", "Europe/London", "1000000", 3, 0, "2026-03-28T12:00",
     "2026-03-29T03:00 2026-04-05T02:00"},
    // 00:30 of the 29th is before the jump; a week later midnight is at 23:00 UTC
    {"before the clocks go forward", "Europe/London", "1000000", 0, 30, "2026-03-28T12:00",
     "2026-03-29T00:30 2026-04-04T23:30"},
    // midnight and 90 minutes are 01:30 UTC, 02:30 BST; on Monday 01:30 BST
    {"in the hour that is left out", "Europe/London", "1111111", 1, 30, "2026-03-28T12:00",
     "2026-03-29T01:30 2026-03-30T00:30 2026-03-31T00:30"},
    // on Sunday it would be Monday 04:00; Monday's own midnight makes it 03:00 BST
    {"the day after London went forward", "Europe/London", "0100000", 3, 0, "2026-03-29T12:00",
     "2026-03-30T02:00 2026-04-06T02:00"},
    // Sunday 00:00 and 23:30 are Monday 00:30 BST; on Monday, which is not chosen, it is the next Sunday
    {"left out: an hour late is the next day", "Europe/London", "1000000", 23, 30, "2026-03-28T12:00",
     "2026-04-05T22:30 2026-04-12T22:30"},
    // Sunday 00:00 and 23 hours are Monday 00:00, noted on Sunday and due with Monday's first cron
    {"just not left out: midnight", "Europe/London", "1000000", 23, 0, "2026-03-28T12:00",
     "2026-03-29T23:00 2026-04-05T22:00"},
    // Sunday 00:00 and 22:55 are 22:55 UTC, 23:55 BST
    {"an hour late, on the day still", "Europe/London", "1000000", 22, 55, "2026-03-28T12:00",
     "2026-03-29T22:55 2026-04-05T21:55"},
    // as above; on Monday 23:30 BST, which is 22:30 UTC
    {"every day, and the short one has none", "Europe/London", "1111111", 23, 30, "2026-03-28T12:00",
     "2026-03-28T23:30 2026-03-30T22:30 2026-03-31T22:30 2026-04-01T22:30"},
    // Saturday 23:59 and 24 hours are Monday 00:59: Monday's midnight, 23:00 UTC, is noted before Sunday's comes
    {"every midnight, and the short day has none", "Europe/London", "1111111", 0, 0, "2026-03-27T12:00",
     "2026-03-28T00:00 2026-03-29T23:00 2026-03-30T23:00 2026-03-31T23:00"},
    // Sunday's 00:05 is noted again when Sunday has begun
    {"every day at five past: none is left out", "Europe/London", "1111111", 0, 5, "2026-03-27T12:00",
     "2026-03-28T00:05 2026-03-29T00:05 2026-03-29T23:05 2026-03-30T23:05"},
    // midnight is 23:00 UTC, and 3 hours are 02:00 UTC, which is 02:00 GMT
    {"London goes back: an hour early", "Europe/London", "1000000", 3, 0, "2026-10-24T12:00",
     "2026-10-25T02:00 2026-11-01T03:00"},
    // midnight and 30 minutes, 23:30 UTC; a week later in winter
    {"before the clocks go back", "Europe/London", "1000000", 0, 30, "2026-10-24T12:00",
     "2026-10-24T23:30 2026-11-01T00:30"},
    // 23:00 UTC and 90 minutes: 00:30 UTC
    {"in the hour that comes twice: the first", "Europe/London", "1000000", 1, 30, "2026-10-24T12:00",
     "2026-10-25T00:30 2026-11-01T01:30"},
    // from Sunday, 24 hours and 10 minutes after 23:00 UTC: Sunday 23:10; after it Monday's own 00:10
    {"the day after London went back: twice", "Europe/London", "0100000", 0, 10, "2026-10-24T12:00",
     "2026-10-25T23:10 2026-10-26T00:10 2026-11-02T00:10"},
    // only Monday's own is left, and then a week later
    {"the first of the two is past", "Europe/London", "0100000", 0, 10, "2026-10-25T23:10:01",
     "2026-10-26T00:10 2026-11-02T00:10"},
    // from Sunday 25 hours after 23:00 UTC: Monday 00:00, and by Monday 01:00
    {"twice, up to midnight", "Europe/London", "0100000", 1, 0, "2026-10-24T12:00",
     "2026-10-26T00:00 2026-10-26T01:00"},
    // from Sunday Monday 00:05, which Monday, when it has begun, notes as 01:05
    {"once, later in the night", "Europe/London", "0100000", 1, 5, "2026-10-24T12:00",
     "2026-10-26T01:05 2026-11-02T01:05"},
    // 23:55 on Sunday by Sunday, 00:55 by Monday
    {"twice, five minutes before midnight", "Europe/London", "0100000", 0, 55, "2026-10-24T12:00",
     "2026-10-25T23:55 2026-10-26T00:55 2026-11-02T00:55"},
    // Monday notes Tuesday, and its midnight is right
    {"two days after London went back: once", "Europe/London", "0010000", 0, 10, "2026-10-24T12:00",
     "2026-10-27T00:10 2026-11-03T00:10"},
    // on Sunday what is past makes it Monday's own day: 00:10 UTC
    {"every day over the long one: once each", "Europe/London", "1111111", 0, 10, "2026-10-24T12:00",
     "2026-10-24T23:10 2026-10-26T00:10 2026-10-27T00:10 2026-10-28T00:10"},
    // as above: Sunday's own was chosen and is past
    {"Sunday and Monday: once each", "Europe/London", "1100000", 0, 10, "2026-10-24T12:00",
     "2026-10-24T23:10 2026-10-26T00:10 2026-11-01T00:10 2026-11-02T00:10"},
    // 24 hours after 01:10 BST it is Monday, 00:10 GMT: 6 days to the next Sunday
    {"on the long day, its run past", "Europe/London", "1000000", 0, 0, "2026-10-25T00:10", "2026-11-01T00:00"},
    // Saturday 23:30 BST
    {"the evening before London goes back", "Europe/London", "0000001", 23, 30, "2026-10-24T12:00",
     "2026-10-24T22:30 2026-10-31T23:30"},
    // 23:00 UTC and 23:30 are 22:30 UTC, an hour early
    {"the evening after London went back", "Europe/London", "1000000", 23, 30, "2026-10-24T12:00",
     "2026-10-25T22:30 2026-11-01T23:30"},
    // midnight of 4 October is 14:00 UTC, and 3 hours 17:00 UTC, 04:00 there; then 03:00 AEDT
    {"Sydney goes forward: an hour late", "Australia/Sydney", "1000000", 3, 0, "2026-10-03T02:00",
     "2026-10-03T17:00 2026-10-10T16:00"},
    // midnight of 5 April is 13:00 UTC, and 3 hours 16:00 UTC, 02:00 there; then 03:00 AEST
    {"Sydney goes back: an hour early", "Australia/Sydney", "1000000", 3, 0, "2026-04-04T02:00",
     "2026-04-04T16:00 2026-04-11T17:00"},
    // 24:30 after 13:00 UTC is 13:30 UTC, Sunday 23:30; Monday's midnight is 14:00 UTC
    {"the day after Sydney went back: twice", "Australia/Sydney", "0100000", 0, 30, "2026-04-04T02:00",
     "2026-04-05T13:30 2026-04-05T14:30 2026-04-12T14:30"},
    // midnight of 4 October is 14:30 UTC, and 4 hours 18:30 UTC, 05:00 there
    {"Adelaide goes forward, half an hour off", "Australia/Adelaide", "1000000", 4, 0, "2026-10-03T02:00",
     "2026-10-03T18:30 2026-10-10T17:30"},
    // Sunday 03:00 is Saturday 21:30 UTC
    {"Kolkata, half an hour off without summer", "Asia/Kolkata", "1000000", 3, 0, "2026-01-17T09:00",
     "2026-01-17T21:30 2026-01-24T21:30"},
    // 18:40 UTC is Sunday 00:10, five minutes before 00:15
    {"Kolkata, Sunday there already", "Asia/Kolkata", "1000000", 0, 15, "2026-01-17T18:40",
     "2026-01-17T18:45 2026-01-24T18:45"},
    // midnight of 5 April is 13:00 UTC, and 3 hours 16:00 UTC, 02:30 there; then 16:30 UTC
    {"Lord Howe goes back by half an hour", "Australia/Lord_Howe", "1000000", 3, 0, "2026-04-04T02:00",
     "2026-04-04T16:00 2026-04-11T16:30"},
    // 24:10 after 13:00 UTC is 13:10 UTC, Sunday 23:40; Monday's midnight is 13:30 UTC
    {"the day after Lord Howe went back: twice", "Australia/Lord_Howe", "0100000", 0, 10, "2026-04-04T02:00",
     "2026-04-05T13:10 2026-04-05T13:40 2026-04-12T13:40"},
    // 24:30 after 13:00 UTC is Monday 00:00, and by Monday 00:30
    {"there twice, up to midnight", "Australia/Lord_Howe", "0100000", 0, 30, "2026-04-04T02:00",
     "2026-04-05T13:30 2026-04-05T14:00"},
    // midnight of 4 October is 13:30 UTC, and 3 hours 16:30 UTC, 03:30 there; then 16:00 UTC
    {"Lord Howe goes forward by half an hour", "Australia/Lord_Howe", "1000000", 3, 0, "2026-10-03T02:00",
     "2026-10-03T16:30 2026-10-10T16:00"},
    // 23:40 on Sunday is Monday 00:10
    {"there left out: half an hour late is the next day", "Australia/Lord_Howe", "1000000", 23, 40, "2026-10-03T02:00",
     "2026-10-11T12:40 2026-10-18T12:40"},
    // midnight of 8 March is 03:30 UTC, and 3 hours 06:30 UTC, 04:00 there; then 05:30 UTC
    {"St John's goes forward", "America/St_Johns", "1000000", 3, 0, "2026-03-07T12:00",
     "2026-03-08T06:30 2026-03-15T05:30"},
    // no clock shows 00:00: Moodle takes 03:00 UTC, an hour before 01:00 there, and 3 hours are 03:00
    {"Santiago goes forward at midnight", "America/Santiago", "1000000", 3, 0, "2026-09-05T12:00",
     "2026-09-06T06:00 2026-09-13T06:00"},
    // 03:00 is 08:30 UTC, summer or not
    {"five and a half hours west of Greenwich", "UTC-05:30", "1000000", 3, 0, "2026-03-28T12:00",
     "2026-03-29T08:30 2026-04-05T08:30"},
    // Sunday 03:00 is Saturday 17:30 UTC
    {"nine and a half hours east of Greenwich", "UTC+09:30", "1000000", 3, 0, "2026-03-28T12:00",
     "2026-03-28T17:30 2026-04-04T17:30"},
};

const QList<NextRunsCase> laterNextRuns {
    // as 1.9
    {"a Wednesday: the next three Sundays", "Europe/London", "1000000", 3, 0, "2026-01-14T09:00",
     "2026-01-18T03:00 2026-01-25T03:00 2026-02-01T03:00"},
    // what is not past yet counts
    {"the moment itself", "Europe/London", "1000000", 3, 0, "2026-01-18T03:00", "2026-01-18T03:00 2026-01-25T03:00"},
    // past: Monday is the first day looked at, and Sunday 6 days ahead of it
    {"a second after", "Europe/London", "1000000", 3, 0, "2026-01-18T03:00:01", "2026-01-25T03:00"},
    // tomorrow, and each day
    {"every day, after the hour", "Europe/London", "1111111", 3, 0, "2026-01-18T09:00",
     "2026-01-19T03:00 2026-01-20T03:00 2026-01-21T03:00"},
    // Monday 19 and Thursday 22, and again a week later
    {"two days of the week in turn", "Europe/London", "0100100", 2, 5, "2026-01-18T09:00",
     "2026-01-19T02:05 2026-01-22T02:05 2026-01-26T02:05 2026-01-29T02:05"},
    // 03:00 BST is 02:00 UTC
    {"in summer", "Europe/London", "1000000", 3, 0, "2026-07-01T09:00", "2026-07-05T02:00 2026-07-12T02:00"},
    // 30 December is past: 6 January
    {"over the new year", "Europe/London", "0001000", 4, 0, "2026-12-30T04:00:01", "2027-01-06T04:00 2027-01-13T04:00"},
    // 28 February 2028 is a Monday
    {"on a 29 February", "UTC", "0010000", 4, 0, "2028-02-28T12:00", "2028-02-29T04:00 2028-03-07T04:00"},
    // 03:00 BST is 02:00 UTC
    {"London goes forward: by the wall", "Europe/London", "1000000", 3, 0, "2026-03-28T12:00",
     "2026-03-29T02:00 2026-04-05T02:00"},
    // Sunday 01:30 is 02:30 BST; after it Monday is counted on from 02:30; Tuesday is 01:30 again
    {"every day in the hour that is left out", "Europe/London", "1111111", 1, 30, "2026-03-28T12:00",
     "2026-03-29T01:30 2026-03-30T01:30 2026-03-31T00:30 2026-04-01T00:30"},
    // 02:30 BST, and a week on from it 02:30; then 01:30
    {"weekly in the hour that is left out", "Europe/London", "1000000", 1, 30, "2026-03-22T12:00",
     "2026-03-29T01:30 2026-04-05T01:30 2026-04-12T00:30"},
    // Saturday's 01:30 is past: Sunday is 02:30, and Monday a day on from it
    {"Monday, counted on over that hour", "Europe/London", "0100000", 1, 30, "2026-03-28T12:00",
     "2026-03-30T01:30 2026-04-06T00:30"},
    // from Saturday 01:30 two days: 01:30 BST is 00:30 UTC
    {"Monday, counted on past that hour", "Europe/London", "0100000", 1, 30, "2026-03-27T12:00",
     "2026-03-30T00:30 2026-04-06T00:30"},
    // past by nothing: it runs, and then Tuesday and 6 days are 01:30 BST
    {"Monday, from the Monday before", "Europe/London", "0100000", 1, 30, "2026-03-23T01:30",
     "2026-03-23T01:30 2026-03-30T00:30"},
    // 23:30 BST is 22:30 UTC: none is left out
    {"the last half hour of the short day", "Europe/London", "1000000", 23, 30, "2026-03-28T12:00",
     "2026-03-29T22:30 2026-04-05T22:30"},
    // 00:00 GMT of the 29th, then 23:00 UTC
    {"every midnight over the short day", "Europe/London", "1111111", 0, 0, "2026-03-28T12:00",
     "2026-03-29T00:00 2026-03-29T23:00 2026-03-30T23:00"},
    // 03:00 GMT is 03:00 UTC
    {"London goes back: by the wall", "Europe/London", "1000000", 3, 0, "2026-10-24T12:00",
     "2026-10-25T03:00 2026-11-01T03:00"},
    // 01:30 BST is 00:30 UTC
    {"in the hour that comes twice: the first", "Europe/London", "1000000", 1, 30, "2026-10-24T12:00",
     "2026-10-25T00:30 2026-11-01T01:30"},
    // 00:30 UTC, after which 01:30 GMT of the same day is not looked at
    {"every day over the hour that comes twice", "Europe/London", "1111111", 1, 30, "2026-10-24T12:00",
     "2026-10-25T00:30 2026-10-26T01:30 2026-10-27T01:30"},
    // at 01:10 GMT the clocks show winter: 01:30 GMT is 01:30 UTC
    {"from within the second of the two hours", "Europe/London", "1111111", 1, 30, "2026-10-25T01:10",
     "2026-10-25T01:30 2026-10-26T01:30"},
    // 00:10 GMT
    {"the day after London went back: once", "Europe/London", "0100000", 0, 10, "2026-10-24T12:00",
     "2026-10-26T00:10 2026-11-02T00:10"},
    // 00:00 BST of the 25th is 23:00 UTC, then 00:00 UTC
    {"every midnight over the long day", "Europe/London", "1111111", 0, 0, "2026-10-24T12:00",
     "2026-10-24T23:00 2026-10-26T00:00 2026-10-27T00:00"},
    // 02:30 of 4 October is 03:30 AEDT, 16:30 UTC; Monday is counted on from it; Tuesday 15:30 UTC
    {"Sydney goes forward", "Australia/Sydney", "1111111", 2, 30, "2026-10-03T02:00",
     "2026-10-03T16:30 2026-10-04T16:30 2026-10-05T15:30"},
    // 02:30 AEDT of 5 April is 15:30 UTC; Monday 02:30 AEST is 16:30 UTC
    {"Sydney goes back", "Australia/Sydney", "1111111", 2, 30, "2026-04-04T02:00",
     "2026-04-04T15:30 2026-04-05T16:30 2026-04-06T16:30"},
    // 02:30 is 03:30 ACDT, 17:00 UTC, and a week on from it
    {"Adelaide goes forward", "Australia/Adelaide", "1000000", 2, 30, "2026-10-03T02:00",
     "2026-10-03T17:00 2026-10-10T17:00"},
    // 02:15 is 02:45 there, 15:45 UTC; Monday is counted on from it; Tuesday 15:15 UTC
    {"Lord Howe goes forward by half an hour", "Australia/Lord_Howe", "1111111", 2, 15, "2026-10-03T02:00",
     "2026-10-03T15:45 2026-10-04T15:45 2026-10-05T15:15"},
    // 01:45 of summer is 14:45 UTC; Monday 15:15 UTC
    {"Lord Howe goes back by half an hour", "Australia/Lord_Howe", "1111111", 1, 45, "2026-04-04T02:00",
     "2026-04-04T14:45 2026-04-05T15:15 2026-04-06T15:15"},
    // Sunday 03:00 is Saturday 21:30 UTC
    {"Kolkata", "Asia/Kolkata", "1000000", 3, 0, "2026-01-17T09:00", "2026-01-17T21:30 2026-01-24T21:30"},
    // 02:30 is 03:30 NDT, 06:00 UTC, and a week on from it
    {"St John's goes forward", "America/St_Johns", "1000000", 2, 30, "2026-03-07T12:00",
     "2026-03-08T06:00 2026-03-15T06:00"},
    // 00:30 is 01:30 there, 04:30 UTC, and a week on from it
    {"Santiago goes forward at midnight", "America/Santiago", "1000000", 0, 30, "2026-09-05T12:00",
     "2026-09-06T04:30 2026-09-13T04:30"},
    // 03:00 is 08:30 UTC, summer or not
    {"five and a half hours west of Greenwich", "UTC-05:30", "1000000", 3, 0, "2026-03-28T12:00",
     "2026-03-29T08:30 2026-04-05T08:30"},
    // Sunday 03:00 is Saturday 14:00 UTC
    {"thirteen hours east of Greenwich", "UTC+13:00", "1000000", 3, 0, "2026-03-28T12:00",
     "2026-03-28T14:00 2026-04-04T14:00"},
};

void addNextRuns(const QList<NextRunsCase> &cases)
{
    QTest::addColumn<int>("at");
    for (int at = 0; at < int(cases.size()); ++at)
        QTest::newRow(cases.at(at).name) << at;
}

QDateTime nextRunsMoment(const QString &text)
{
    return QDateTime::fromString(text + u'Z', Qt::ISODate);
}

BackupSchedule nextRunsSchedule(MoodleEdition edition, const NextRunsCase &row)
{
    return {edition,  BackupActive::On, QString::fromLatin1(row.weekdays),
            row.hour, row.minute,       QTimeZone(QByteArray(row.zone))};
}

void compareNextRuns(MoodleEdition edition, const NextRunsCase &row)
{
    const BackupSchedule schedule = nextRunsSchedule(edition, row);
    QVERIFY(schedule.zone.isValid());
    const QStringList wanted = QString::fromLatin1(row.runs).split(u' ');
    const QDateTime now = nextRunsMoment(QString::fromLatin1(row.now));
    QVERIFY(now.isValid());
    QStringList found;
    for (const QDateTime &run : nextRuns(schedule, now, int(wanted.size())))
        found << run.toUTC().toString(QStringLiteral("yyyy-MM-ddTHH:mm"));
    QCOMPARE(found.join(u' '), wanted.join(u' '));
}

} // namespace

/// The next runs of both editions, row by row against what was worked out by hand.
class TstNextRuns : public QObject
{
    Q_OBJECT

private slots:
    void ofMoodle19_data() { addNextRuns(oldNextRuns); }
    void ofMoodle19()
    {
        QFETCH(int, at);
        compareNextRuns(MoodleEdition::Old, oldNextRuns.at(at));
    }

    void ofLaterMoodles_data() { addNextRuns(laterNextRuns); }
    void ofLaterMoodles()
    {
        QFETCH(int, at);
        compareNextRuns(MoodleEdition::Later, laterNextRuns.at(at));
    }

    void areReckonedInTheirZone()
    {
        const NextRunsCase row {"", "Asia/Kolkata", "1000000", 3, 0, "", ""};
        for (const MoodleEdition edition : {MoodleEdition::Old, MoodleEdition::Later}) {
            const QList<QDateTime> runs =
                nextRuns(nextRunsSchedule(edition, row), nextRunsMoment(QStringLiteral("2026-01-17T09:00")), 1);
            QCOMPARE(runs.size(), qsizetype(1));
            QCOMPARE(runs.constFirst().time(), QTime(3, 0));
            QCOMPARE(runs.constFirst().timeZone(), QTimeZone("Asia/Kolkata"));
        }
    }

    /// A run of a whole minute is past a part of a second later.
    void aPartOfASecondCounts()
    {
        const NextRunsCase row {"", "UTC", "1111111", 3, 0, "", ""};
        const QDateTime moment = nextRunsMoment(QStringLiteral("2026-01-18T03:00"));
        for (const MoodleEdition edition : {MoodleEdition::Old, MoodleEdition::Later}) {
            const BackupSchedule schedule = nextRunsSchedule(edition, row);
            QCOMPARE(nextRuns(schedule, moment, 1).value(0), moment);
            QCOMPARE(nextRuns(schedule, moment.addMSecs(1), 1).value(0), moment.addDays(1));
        }
    }

    void thereAreTenAndThereAreAThousand()
    {
        const NextRunsCase row {"", "Europe/London", "1000000", 23, 30, "", ""};
        const QDateTime now = nextRunsMoment(QStringLiteral("2026-01-14T09:00"));
        for (const MoodleEdition edition : {MoodleEdition::Old, MoodleEdition::Later}) {
            const BackupSchedule schedule = nextRunsSchedule(edition, row);
            QCOMPARE(nextRuns(schedule, now).size(), qsizetype(10));
            const QList<QDateTime> many = nextRuns(schedule, now, 1000);
            QCOMPARE(many.size(), qsizetype(1000));
            for (qsizetype i = 1; i < many.size(); ++i)
                QVERIFY(many.at(i - 1) < many.at(i));
            QVERIFY(nextRuns(schedule, now, 0).isEmpty());
        }
    }

    void thereAreNoneWhereNothingRunsByItself_data()
    {
        QTest::addColumn<int>("active");
        QTest::addColumn<QString>("weekdays");
        QTest::newRow("off") << int(BackupActive::Off) << QStringLiteral("1111111");
        QTest::newRow("by hand alone") << int(BackupActive::Manual) << QStringLiteral("1111111");
        QTest::newRow("no day") << int(BackupActive::On) << QStringLiteral("0000000");
    }
    void thereAreNoneWhereNothingRunsByItself()
    {
        QFETCH(int, active);
        QFETCH(QString, weekdays);
        const QDateTime now = nextRunsMoment(QStringLiteral("2026-01-14T09:00"));
        for (const MoodleEdition edition : {MoodleEdition::Old, MoodleEdition::Later})
            QVERIFY(nextRuns({edition, BackupActive(active), weekdays, 3, 0, QTimeZone::utc()}, now).isEmpty());
    }
};

NIGHTKEEP_TEST(TstNextRuns, unit, Core)
#include "tst_nextruns.moc"
