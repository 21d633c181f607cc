// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/format.h"
#include "models/base/tr.h"
#include "models/retention/whatif.h"

#include <algorithm>

namespace Nightkeep {

namespace {

QString lossMoment(WallMinute at)
{
    const int minute = int(at - wallMinute(dayOf(at)));
    return Tr::tr("%1, %2", "a day, a time of day")
        .arg(dayInWords(dayOf(at), QLocale::ShortFormat),
             QLocale().toString(QTime(minute / 60, minute % 60), QLocale::ShortFormat));
}

/// The newest that was made before the day of the loss: at what hour of it the loss came, nobody says.
std::optional<RestorePoint> newestBefore(const QList<RestorePoint> &points, WallMinute loss, CopyHomes homes)
{
    std::optional<RestorePoint> newest;
    for (const RestorePoint &point : points) {
        if (point.made < loss && (point.homes & homes) && (!newest || point.made > newest->made))
            newest = point;
    }
    return newest;
}

/// One that was made on the day itself, whose copy may be of before the loss.
bool hasOneOfThatDay(const QList<RestorePoint> &points, const QDate &lost)
{
    return std::any_of(points.cbegin(), points.cend(),
                       [&lost](const RestorePoint &point) { return point.night == lost; });
}

QString lossPlace(CopyHomes homes)
{
    if (homes.testFlag(CopyHome::Server))
        return Tr::tr("It lies on the server still.");
    return homes.testFlag(CopyHome::Storage) ? Tr::tr("It has to come from the storage team.")
                                             : Tr::tr("It has to come from an archive.");
}

QString lossFetching(const RestorePoint &point)
{
    if (point.homes.testFlag(CopyHome::Server))
        return Tr::tr("Take the course's copy of %1 from its place on the server (page Courses, or \"nightkeepctl "
                      "courses fetch\").")
            .arg(lossMoment(point.made));
    return Tr::tr("Ask the storage team for the course's copy of %1, by its file name, which has that date: it is no "
                  "longer on the server.")
        .arg(lossMoment(point.made));
}

QStringList courseLossSteps(LossCase what)
{
    const QString aside =
        Tr::tr("Restore it as a new, hidden course beside the one that is in use: nothing there is overwritten.");
    switch (what) {
    case LossCase::GradeDispute:
        return {Tr::tr("Hold the course (\"nightkeepctl retention hold\"), and ask the storage team to keep its copies "
                       "until the dispute is settled."),
                aside, Tr::tr("Compare the student's work, quiz results and grades in it with what is disputed."),
                Tr::tr("Keep the copy with the case; the restored course can go once the grade stands.")};
    case LossCase::ForumEntry:
        return {aside, Tr::tr("Look up the forum entry that somebody objects to, and keep it with the case."),
                Tr::tr("Delete the restored course again: it holds what all students wrote.")};
    case LossCase::RollBack:
        return {
            Tr::tr("Make a backup of the course as it is now: what came after the copy is only there."),
            Tr::tr("Restore the copy as a new, hidden course, and let the lecturer look at it."),
            Tr::tr("Only when the lecturer agrees, restore it into the course itself, and delete the one beside it.")};
    case LossCase::WholeSystem:
        break; // has steps of its own
    }
    return {};
}

QStringList systemLossSteps(const RestorePoint &dump)
{
    return {
        Tr::tr("Find out what was lost, and stop users from working in what is left of it."),
        Tr::tr("Build the servers, and install MySQL with the settings file that was kept."),
        Tr::tr("Ask the storage team for the dump of %1, and for the data folder and Moodle's application files with "
               "its config.php as they were that night.")
            .arg(lossMoment(dump.made)),
        Tr::tr("Load the dump, put the folders in their places, and check that they fit: files that the dump names "
               "have to be in the data folder."),
        Tr::tr("Erase again what was erased since that night (\"nightkeepctl retention erased\")."),
        Tr::tr("Let users in again, and tell them from which moment on their work is missing.")};
}

/// `lacking`: a clause about what was made after it.
LossAnswer lossWith(const RestorePoint &point, WallMinute missing, const QString &found, const QString &lacking)
{
    LossAnswer answer;
    answer.point = point;
    answer.state = missing <= minutesADay ? State::Good : State::Attention;
    answer.sentence = Tr::tr("%1; %2. %3", "which copy comes back; what it lacks; where it is, a sentence")
                          .arg(found.arg(lossMoment(point.made)), lacking, lossPlace(point.homes));
    return answer;
}

int lossHours(WallMinute missing)
{
    return int((missing + 59) / 60);
}

/// Of a course nobody asks at what hour: before the day of the loss it was whole.
QString lackingOfCourse(WallMinute missing)
{
    const int days = int((missing + minutesADay - 1) / minutesADay);
    return missing < minutesADay
        ? Tr::tr("the last %n hours before the day of the loss are not in it", nullptr, lossHours(missing))
        : Tr::tr("the last %n days before the day of the loss are not in it", nullptr, days);
}

QString lackingOfSystem(WallMinute missing, bool isNoticedThen)
{
    return isNoticedThen
        ? Tr::tr("the last %n hours before the loss was noticed are not in it", nullptr, lossHours(missing))
        : Tr::tr("up to %n hours before the loss are not in it, by the hour at which it came", nullptr,
                 lossHours(missing));
}

LossAnswer courseLoss(const RetentionPolicy &policy, LossCase what, const QDate &lost, WallMinute noticed)
{
    if (!policy.course)
        return {State::Unknown, Tr::tr("Nobody can tell: how Moodle backs courses up is not known."), {}, {}};
    const WallMinute loss = wallMinute(lost);
    const QList<RestorePoint> points = playCourse(*policy.course, policy.storage, noticed);
    const std::optional<RestorePoint> point =
        newestBefore(points, loss, CopyHome::Server | CopyHome::Storage | CopyHome::Archive);
    if (!point && !policy.storage)
        return {
            State::Unknown,
            Tr::tr("The server has no copy of before %1 any more, and how long the storage manager keeps one is not "
                   "known.")
                .arg(dayInWords(lost, QLocale::ShortFormat)),
            {},
            {Tr::tr("Ask the storage team at once which copies they have: they go day by day.")}};
    if (!point && noticed - loss >= playDays * minutesADay)
        return {State::Unknown,
                Tr::tr("That was longer ago than the rules are played: whether a copy is left cannot be told by them."),
                {},
                {Tr::tr("Ask the storage team what they have of that time, and look into the term archives (page "
                        "Archives).")}};
    if (!point)
        return {State::Bad,
                Tr::tr("Nothing comes back: no copy of before %1 is left by the rules.")
                    .arg(dayInWords(lost, QLocale::ShortFormat)),
                {},
                {Tr::tr("Look for backups that the lecturer made, and in the term archives (page Archives).")}};
    const WallMinute missing = loss - point->made;
    LossAnswer answer =
        lossWith(*point, missing, Tr::tr("The course comes back as of %1", "a moment"), lackingOfCourse(missing));
    answer.steps << lossFetching(*point);
    if (point->homes == CopyHomes(CopyHome::Server) && !policy.storage)
        answer.steps << Tr::tr("Take it soon: whether the storage manager has it too is not known.");
    if (hasOneOfThatDay(points, lost))
        answer.steps << Tr::tr("If the loss came only after that day's own backup, take the copy of that day instead.");
    answer.steps += courseLossSteps(what);
    return answer;
}

/// When the system may have been lost: when it was noticed on that day; else nobody knows at what hour, and the worst
/// are the minute before that day's incremental and the end of the day.
QList<WallMinute> systemLosses(const StorageRules &storage, const QDate &lost, WallMinute noticed)
{
    const WallMinute day = wallMinute(lost);
    if (dayOf(noticed) == lost)
        return {noticed};
    return {day, day + std::max(0, storage.minuteOfDay - 1), day + minutesADay};
}

/// A lost server makes no dumps any more: what was in storage when it was lost is what there is.
LossAnswer systemLoss(const RetentionPolicy &policy, const QDate &lost, WallMinute noticed)
{
    if (!policy.dumps || !policy.dumpStorage || !policy.storage)
        return {State::Unknown,
                Tr::tr("Nobody can tell: which dumps are made, or how long the storage manager keeps them and the data "
                       "folder, is not known."),
                {},
                {Tr::tr("Get the figures agreed: the page's list of what is missing names them.")}};
    std::optional<RestorePoint> worst;
    WallMinute missing = -1;
    const QList<WallMinute> losses = systemLosses(*policy.dumpStorage, lost, noticed);
    for (const WallMinute loss : losses) {
        const std::optional<RestorePoint> point = newestBefore(playDumps(*policy.dumps, policy.dumpStorage, loss), loss,
                                                               CopyHome::Storage | CopyHome::Archive);
        if (!point)
            return {State::Bad,
                    Tr::tr("The system does not come back: no dump is outside the server that was lost."),
                    {},
                    {Tr::tr("Courses may come back one by one, from their own copies in storage.")}};
        if (loss - point->made > missing) {
            missing = loss - point->made;
            worst = point;
        }
    }
    worst->homes &= ~CopyHomes(CopyHome::Server); // it went with the server
    LossAnswer answer = lossWith(*worst, missing, Tr::tr("The whole system comes back as of %1", "a moment"),
                                 lackingOfSystem(missing, losses.size() == 1));
    answer.steps = systemLossSteps(*worst);
    return answer;
}

} // namespace

LossAnswer afterLoss(const RetentionPolicy &policy, LossCase what, const QDate &lost, WallMinute noticed)
{
    if (!lost.isValid() || noticed < wallMinute(lost))
        return {State::Unknown,
                Tr::tr("Say on which day it was lost, and a moment after that at which it was noticed."),
                {},
                {}};
    return what == LossCase::WholeSystem ? systemLoss(policy, lost, noticed) : courseLoss(policy, what, lost, noticed);
}

} // namespace Nightkeep
