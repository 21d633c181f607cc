// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalogue/restorable.h"

#include "models/base/tr.h"

#include <QVersionNumber>

#include <algorithm>

namespace Nightkeep {

namespace {

const QVersionNumber restoreNineteen(1, 9);
const QVersionNumber restoreTwo(2, 0);
const QVersionNumber converterSince(2, 1);
const QVersionNumber converterSeen(5, 1); ///< the last in which it was looked at

const QString restoreConverter = QStringLiteral("backup/converter/moodle1/handlerlib.php");
const QString restorePrechecks = QStringLiteral("backup/util/helper/restore_prechecks_helper.class.php");

/// "4.3+ (Build: 20231222)" is 4.3: what is newer within a release is restored all the same. Null: not known.
QVersionNumber restoreBranch(const QString &release)
{
    const QVersionNumber whole = QVersionNumber::fromString(release.trimmed());
    return whole.segmentCount() < 2 ? QVersionNumber() : QVersionNumber(whole.majorVersion(), whole.minorVersion());
}

MoodleEdition restoreEdition(const QVersionNumber &branch)
{
    if (branch.isNull())
        return MoodleEdition::Unknown;
    return branch < restoreTwo ? MoodleEdition::Old : MoodleEdition::Later;
}

/// What a rule says; without a reason there is none.
struct RestoreRuling
{
    Taken taken = Taken::NotKnown;
    QString reason = {};
    QString source = {};
    bool byProgram = false;
};

/// nullopt: of one of them it is not known. By the versions where both are, as Moodle itself compares.
std::optional<bool> restoreIsNewer(const CopyOrigin &copy, const MoodleFacts &moodle)
{
    const double ofCopy = copy.version.toDouble();
    const double ofMoodle = moodle.version.toDouble();
    if (ofCopy > 0 && ofMoodle > 0)
        return ofCopy > ofMoodle;
    const QVersionNumber madeBy = restoreBranch(copy.release);
    const QVersionNumber living = restoreBranch(moodle.release);
    if (madeBy.isNull() || living.isNull())
        return std::nullopt;
    return madeBy > living;
}

/// A 1.9's zip on a Moodle 2 or later.
RestoreRuling converterRuling(const QVersionNumber &madeBy, const QVersionNumber &living)
{
    if (madeBy.isNull() || living.isNull())
        return {Taken::NotKnown, Tr::tr("Which release made the copy, or which runs there, is not known.")};
    if (madeBy < restoreNineteen)
        return {Taken::NotKnown,
                Tr::tr("The copy is older than Moodle 1.9: nobody has looked whether later Moodles convert it.")};
    if (living < converterSince)
        return {Taken::Never, Tr::tr("Moodle 2.0 does not convert copies of 1.9 yet: the one after it does."),
                restoreConverter};
    if (living > converterSeen)
        return {Taken::NotKnown,
                Tr::tr("Up to Moodle 5.1 copies of 1.9 are converted without users' data. Nobody has looked whether "
                       "this release still does.")};
    return {Taken::WithoutUsers,
            Tr::tr("Moodle converts copies of 1.9 without users: no enrolments, posts, submissions or grades, whatever "
                   "the copy has. Only by its pages: the program for the command line does not convert."),
            restoreConverter};
}

RestoreRuling sameKindRuling(const CopyOrigin &copy, const MoodleFacts &moodle)
{
    const bool isLater = moodle.edition == MoodleEdition::Later;
    const QString source = isLater ? restorePrechecks : QString();
    const std::optional<bool> newer = restoreIsNewer(copy, moodle);
    if (!newer)
        return {
            Taken::NotKnown, Tr::tr("Which release made the copy, or which runs there, is not known."), {}, isLater};
    if (*newer)
        return {Taken::Doubtful,
                Tr::tr("The copy is of a newer Moodle: this one warns, and leaves out what it does not know."), source,
                isLater};
    if (copy.users && !*copy.users)
        return {Taken::WithoutUsers, Tr::tr("The copy itself has no users' data."), source, isLater};
    return {Taken::Whole,
            copy.users ? Tr::tr("Made by this release or an older one; with users' data.")
                       : Tr::tr("Made by this release or an older one; with users' data if the copy has them."),
            source, isLater};
}

RestoreRuling rulingForRestore(const CopyOrigin &copy, const MoodleFacts &moodle)
{
    const QVersionNumber madeBy = restoreBranch(copy.release);
    const MoodleEdition format = copy.format == MoodleEdition::Unknown ? restoreEdition(madeBy) : copy.format;
    if (format == MoodleEdition::Unknown)
        return {Taken::NotKnown, Tr::tr("Nobody has looked what kind of copy it is.")};
    if (moodle.edition == MoodleEdition::Unknown)
        return {Taken::NotKnown, Tr::tr("Nobody has read which Moodle it is: refresh it on the page of courses.")};
    if (format == moodle.edition)
        return sameKindRuling(copy, moodle);
    if (format == MoodleEdition::Old)
        return converterRuling(madeBy, restoreBranch(moodle.release));
    return {Taken::Never, Tr::tr("Moodle 1.9 reads zips with a moodle.xml alone, and this copy is a later Moodle's."),
            QStringLiteral("backup/restorelib.php")};
}

int restoreRank(Taken taken)
{
    switch (taken) {
    case Taken::Whole:
        return 0;
    case Taken::WithoutUsers:
        return 1;
    case Taken::Doubtful:
        return 2;
    case Taken::NotKnown:
        return 3;
    case Taken::Never:
        break;
    }
    return 4;
}

MoodleEdition restoreFormat(const BytePath &path)
{
    const QByteArray name = path.toLower();
    if (name.endsWith(".mbz"))
        return MoodleEdition::Later;
    return name.endsWith(".zip") ? MoodleEdition::Old : MoodleEdition::Unknown;
}

} // namespace

QString takenWord(Taken taken)
{
    switch (taken) {
    case Taken::Whole:
        return Tr::tr("takes it", "a Moodle and a copy");
    case Taken::WithoutUsers:
        return Tr::tr("takes it without users' data", "a Moodle and a copy");
    case Taken::Doubtful:
        return Tr::tr("may take it", "a Moodle and a copy");
    case Taken::Never:
        return Tr::tr("does not take it", "a Moodle and a copy");
    case Taken::NotKnown:
        break;
    }
    return Tr::tr("not known", "a Moodle and a copy");
}

State takenState(Taken taken)
{
    switch (taken) {
    case Taken::Whole:
        return State::Good;
    case Taken::WithoutUsers:
    case Taken::Doubtful:
        return State::Attention;
    case Taken::Never:
        return State::Bad;
    case Taken::NotKnown:
        break;
    }
    return State::Unknown;
}

CopyOrigin originOf(const BackupCopy &copy)
{
    const BackupInside &inside = copy.file.inside;
    const QString &release = inside.release.text();
    MoodleEdition format = restoreEdition(restoreBranch(release));
    if (format == MoodleEdition::Unknown)
        format = restoreFormat(copy.name.toUtf8());
    return {format, release, {}, inside.users};
}

CopyOrigin originOf(const MoodleVersion &moodle)
{
    return {restoreEdition(restoreBranch(moodle.release)), moodle.release, moodle.version, {}};
}

CopyOrigin originOf(const BytePath &path, const std::optional<MoodleVersion> &moodle)
{
    CopyOrigin origin {restoreFormat(path), {}, {}, {}};
    // What a Moodle made lies in its archive, but a person may have put a copy of another there.
    if (moodle && originOf(*moodle).format == origin.format)
        return originOf(*moodle);
    return origin;
}

Restorable restorableOn(const CopyOrigin &copy, const QString &site, const MoodleFacts &moodle)
{
    const bool isRead = moodle.edition != MoodleEdition::Unknown;
    const RestoreRuling ruling = rulingForRestore(copy, moodle);
    return {
        site, isRead ? moodleInWords(moodle) : QString(), ruling.taken, ruling.reason, ruling.source, ruling.byProgram};
}

QList<Restorable> restorable(const CopyOrigin &copy, const QList<SiteBackups> &sites)
{
    QList<Restorable> all;
    for (const SiteBackups &site : sites)
        all += restorableOn(copy, site.site.name, site.isRead() ? site.head.moodle : MoodleFacts());
    std::stable_sort(all.begin(), all.end(), [](const Restorable &one, const Restorable &other) {
        return restoreRank(one.taken) < restoreRank(other.taken);
    });
    return all;
}

} // namespace Nightkeep
