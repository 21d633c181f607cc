// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/settingsmeaning.h"

#include "models/base/bytepath.h"
#include "models/base/format.h"
#include "models/base/tr.h"
#include "models/retention/retentionplay.h"
#include "models/settings/nextrun.h"
#include "models/settings/settingsinforce.h"
#include "models/settingsdeletions.h"

#include <algorithm>
#include <cstdlib>

namespace Nightkeep {

namespace {

constexpr int meaningNightsBack = 60;
constexpr double meaningMostBytes = 1e18;

/// The settings as they are and as they would be.
struct MeaningFacts
{
    MoodleFacts before;
    MoodleFacts after;
};

int meaningRunsAWeek(const MoodleFacts &facts)
{
    return facts.active == BackupActive::On ? int(facts.weekdays.count(u'1')) : 0;
}

/// "Keep 5 to 1, Active off to on": of the changes that are about what is kept, or whether anything is.
QString meaningChanges(const SettingsView &view, const QList<ConfigChange> &changes)
{
    static const QStringList about {QStringLiteral("keep"),     QStringLiteral("max_kept"),
                                    QStringLiteral("min_kept"), QStringLiteral("delete_days"),
                                    QStringLiteral("storage"),  QStringLiteral("destination"),
                                    QStringLiteral("active"),   QStringLiteral("weekdays")};
    QStringList words;
    for (const QString &name : about) {
        const SettingRow *row = rowInForce(view, name);
        const QString before = row ? textInForce(*row) : QString();
        const QString after = row ? textInForce(*row, changes) : QString();
        if (before != after)
            words << Tr::tr("%1 %2 to %3", "an option, what it was, what it will be")
                         .arg(row->option.title, visibleText(optionInWords(row->option, before)),
                              visibleText(optionInWords(row->option, after)));
    }
    return words.join(QLatin1String(", "));
}

/// Makes the parts of a meaning one after the other. What is said is collected by how grave it is.
class MeaningMaker
{
public:
    MeaningMaker(const WorkspaceReading &reading, const SettingsView &view, const QList<ConfigChange> &changes)
        : m_reading(reading)
        , m_view(view)
        , m_changes(changes)
        , m_site(visibleText(view.site.name))
    {
    }
    SettingsMeaning make();

private:
    [[nodiscard]] const SiteBackups *findBackups() const;
    void addForced();
    void addRuns(const MeaningFacts &facts);
    void addDeletions(const MeaningFacts &facts, const SiteBackups &backups);
    void sayDeletions(const MeaningFacts &facts, qsizetype emptied);
    void addNights(const MeaningFacts &facts);
    [[nodiscard]] BytePath folderOf(const MoodleFacts &of, const MoodleFacts &before) const;
    void sayNights();
    void addBytes(const MeaningFacts &facts, const SiteBackups &backups);
    void sayBytes();
    void addUnknown(const QString &sentence) { m_meaning.unknown << sentence; }

    const WorkspaceReading &m_reading;
    const SettingsView &m_view;
    const QList<ConfigChange> &m_changes;
    const QString m_site;
    SettingsMeaning m_meaning;
    QStringList m_grave; ///< what is lost, or is never made
    QStringList m_plain;
};

const SiteBackups *MeaningMaker::findBackups() const
{
    if (!m_reading.courses)
        return nullptr;
    const QList<SiteBackups> &all = *m_reading.courses;
    const auto found = std::find_if(all.cbegin(), all.cend(),
                                    [this](const SiteBackups &each) { return each.site.name == m_view.site.name; });
    return found == all.cend() || !found->isRead() ? nullptr : &*found;
}

void MeaningMaker::addForced()
{
    for (const ConfigChange &change : m_changes) {
        const SettingRow *row = findRow(m_view, change.name);
        if (row && row->isForced)
            m_grave << Tr::tr("%1 stays %2, whatever is written: config.php sets it.")
                           .arg(row->option.title, visibleText(optionInWords(row->option, effective(*row))));
    }
}

void MeaningMaker::addRuns(const MeaningFacts &facts)
{
    if (const std::optional<BackupSchedule> schedule = scheduleOf(m_view, m_reading.now, m_changes))
        m_meaning.runsAfter = nextRuns(*schedule, m_reading.now);
    const int before = meaningRunsAWeek(facts.before);
    const int after = meaningRunsAWeek(facts.after);
    if (facts.after.active == BackupActive::Manual && facts.before.active != BackupActive::Manual)
        m_grave << Tr::tr("It runs only when somebody starts it at the command line.");
    else if (facts.after.active == BackupActive::Off && before > 0)
        m_grave << Tr::tr("It never runs: the schedule is off, and no course is backed up any more.");
    else if (facts.after.active == BackupActive::On && after == 0)
        m_grave << Tr::tr("It runs on no day: no course is ever backed up.");
    else if (after != before)
        (after < before ? m_grave : m_plain) << Tr::tr("It runs %n times a week", nullptr, after)
                + (facts.before.active == BackupActive::Manual
                       ? Tr::tr(", before only when somebody started it.", "behind: it runs twice a week")
                       : before == 0 ? Tr::tr(", and did not run before.", "behind: it runs twice a week")
                                     : Tr::tr(", before: %1.", "behind: it runs twice a week; a number").arg(before));
}

void MeaningMaker::addDeletions(const MeaningFacts &facts, const SiteBackups &backups)
{
    if (const QString gap = deletionsGap(backups, facts.after); !gap.isEmpty()) {
        // Of copies in both places, those in the courses are in Moodle's own records.
        const bool isHalf = facts.after.edition == MoodleEdition::Later && facts.after.storage == BackupStorage::Both
            && backups.head.moodle.edition == MoodleEdition::Later;
        addUnknown(isHalf ? Tr::tr("What Moodle deletes in %1 besides is not known: nobody has looked into it.")
                                .arg(displayPath(facts.after.destination))
                          : gap);
        if (!isHalf)
            return;
    }
    m_meaning.unknown << deletionsDoubts(backups, facts.after, m_reading.now);
    const QDateTime at = m_meaning.runsAfter.isEmpty() ? m_reading.now : m_meaning.runsAfter.constFirst();
    const PlayedDeletions before = playDeletions(backups, facts.before, at);
    const PlayedDeletions after = playDeletions(backups, facts.after, at);
    QList<CopyToGo> &deletions = m_meaning.deletions.emplace();
    const auto add = [&](const BackupCopy &copy, const QString &shortName) {
        if (!after.gone.contains(&copy) || before.gone.contains(&copy))
            return;
        const PlaceSeen *place =
            copy.area ? nullptr : deletionPlace(backups, facts.after, copy.file.place); // a record has no path
        const bool isNotThere = copy.sight == CopySight::NotThere;
        deletions.append({copy.course.value_or(0), shortName,
                          place ? place->folder + '/' + copy.file.path : copy.name.toUtf8(), copy.made,
                          isNotThere ? 0 : copy.file.bytes});
    };
    for (const CourseBackups &course : backups.courses) {
        for (auto copy = course.copies.crbegin(); copy != course.copies.crend(); ++copy) // the oldest first
            add(*copy, course.course.shortName);
    }
    for (const BackupCopy &copy : backups.others)
        add(copy, {});
    QSet<qint64> emptied = after.emptied;
    emptied.subtract(before.emptied);
    sayDeletions(facts, emptied.size());
}

void MeaningMaker::sayDeletions(const MeaningFacts &facts, qsizetype emptied)
{
    if (emptied > 0)
        m_grave.prepend(
            Tr::tr("Of %n courses no copy stays, not even the one that the run has just made.", nullptr, int(emptied)));
    const QList<CopyToGo> &deletions = *m_meaning.deletions;
    if (deletions.isEmpty())
        return;
    double bytes = 0;
    bool isAllKnown = true;
    for (const CopyToGo &copy : deletions) {
        bytes += double(std::max<qint64>(copy.bytes, 0));
        isAllKnown = isAllKnown && copy.bytes >= 0;
    }
    const QString size = bytesInWords(qint64(std::min(bytes, meaningMostBytes)));
    const QString how = Tr::tr("%1: Moodle deletes %2, %3,", "changes, a number of copies, their size")
                            .arg(meaningChanges(m_view, m_changes), Tr::tr("%n copies", nullptr, int(deletions.size())),
                                 isAllKnown ? size : Tr::tr("at least %1", "a size").arg(size));
    m_grave << (facts.after.edition == MoodleEdition::Later
                    ? Tr::tr("%1 as each course is next backed up.", "Moodle deletes so much").arg(how)
                    : Tr::tr("%1 at its next run.", "Moodle deletes so much").arg(how));
}

/// Where the copies are: all in one folder may be where nothing is backed up.
BytePath MeaningMaker::folderOf(const MoodleFacts &of, const MoodleFacts &before) const
{
    const BytePath &data = m_view.site.dataFolder;
    if (of.storage != BackupStorage::Folder || of.destination.isEmpty())
        return data;
    // Where the site says itself where that is on the data server, Moodle may call it otherwise.
    const bool isSaid = of.destination == before.destination && !m_view.site.backupFolder.isEmpty();
    const BytePath &folder = isSaid ? m_view.site.backupFolder : of.destination;
    return holdsPath(data, folder) ? data : folder;
}

void MeaningMaker::addNights(const MeaningFacts &facts)
{
    const Result<RetentionReading> retention = retentionReading(m_reading, m_view.site.name, meaningNightsBack);
    if (!retention) {
        addUnknown(Tr::tr("How many nights could be restored is not known. %1", "then why, a sentence")
                       .arg(retention.error().message));
        return;
    }
    const WallMinute now = wallMinute(m_reading.now.toTimeZone(siteZone(m_view.site, m_reading.now)));
    QStringList missing;
    const auto nightsOf = [&](const MoodleFacts &of) -> std::optional<int> {
        const std::optional<CourseRules> rules = courseRules(of);
        const FolderStorage storage =
            folderStorage(*retention, m_view.site.dataServer, folderOf(of, facts.before), &missing);
        if (const QString gap = Tr::tr("When somebody starts a run"); !rules && !missing.contains(gap))
            missing << gap;
        if (!rules || !storage.isKnown)
            return std::nullopt;
        return nightsRestorable(playCourse(*rules, storage.rules, now), now, meaningNightsBack);
    };
    m_meaning.nightsBefore = nightsOf(facts.before);
    m_meaning.nightsAfter = nightsOf(facts.after);
    if (!m_meaning.nightsBefore || !m_meaning.nightsAfter)
        addUnknown(Tr::tr("How many nights could be restored is not known, for this is not: %1.", "a list of gaps")
                       .arg(missing.join(QLatin1String("; "))));
    else if (!missing.isEmpty())
        addUnknown(Tr::tr("The nights that could be restored rest on what nobody has seen: %1.", "a list of gaps")
                       .arg(missing.join(QLatin1String("; "))));
    if (const std::optional<CourseRules> rules = courseRules(facts.after); rules && rules->skips())
        addUnknown(Tr::tr("Which courses are skipped because they did not change is not reckoned: the nights are those "
                          "of one that changes before each run."));
    sayNights();
}

void MeaningMaker::sayNights()
{
    if (!m_meaning.nightsBefore || !m_meaning.nightsAfter)
        return;
    const int before = *m_meaning.nightsBefore;
    const int after = *m_meaning.nightsAfter;
    const QString can = Tr::tr("Of the last %1 nights %n could be restored", nullptr, after).arg(meaningNightsBack);
    if (before == after)
        m_plain << Tr::tr("%1, as before.", "so many nights could be restored").arg(can);
    else
        (after < before ? m_grave : m_plain)
            << Tr::tr("%1, before: %2.", "so many nights could be restored; a number").arg(can).arg(before);
}

void MeaningMaker::addBytes(const MeaningFacts &facts, const SiteBackups &backups)
{
    double known = 0; // of many, and each may be whatever was told
    int unsized = 0;
    for (const CourseBackups &course : backups.courses) {
        const QList<SizePoint> &seen = course.course.sizes;
        if (const BackupCopy *good = course.lastGood(); good && good->file.bytes >= 0)
            known += double(good->file.bytes);
        else if (!seen.isEmpty())
            known += double(seen.constFirst().bytes);
        else
            ++unsized;
    }
    const auto aWeek = [known](const MoodleFacts &of) -> std::optional<qint64> {
        if (of.active == BackupActive::Manual)
            return std::nullopt;
        const int places = of.storage == BackupStorage::Both && !of.destination.isEmpty() ? 2 : 1;
        return qint64(std::min(known * places * meaningRunsAWeek(of), meaningMostBytes));
    };
    if (unsized == backups.courses.size()) {
        addUnknown(Tr::tr("How much is written a week is not known: no sound backup of %1 has been seen.").arg(m_site));
        return;
    }
    m_meaning.bytesAWeekBefore = aWeek(facts.before);
    m_meaning.bytesAWeekAfter = aWeek(facts.after);
    if (facts.after.active == BackupActive::Manual)
        addUnknown(Tr::tr("How much is written a week is not known: it is as often as somebody starts it."));
    if (unsized > 0)
        addUnknown(Tr::tr("Of %n courses the size of a backup is not known: they are left out of what is written.",
                          nullptr, unsized));
    const bool changesContents = std::any_of(m_changes.cbegin(), m_changes.cend(), [](const ConfigChange &change) {
        const BackupOption *option = findBackupOption(change.name);
        return option && option->group == OptionGroup::Content;
    });
    if (changesContents)
        addUnknown(Tr::tr("By how much new backups become larger or smaller is not known: they are taken to be as "
                          "large as the last."));
    sayBytes();
}

void MeaningMaker::sayBytes()
{
    if (!m_meaning.bytesAWeekBefore || !m_meaning.bytesAWeekAfter)
        return;
    const qint64 before = *m_meaning.bytesAWeekBefore;
    const qint64 after = *m_meaning.bytesAWeekAfter;
    if (after == before)
        return;
    m_plain << (after > before ? Tr::tr("%1 more are written a week: %2, before %3.", "three sizes")
                               : Tr::tr("%1 less are written a week: %2, before %3.", "three sizes"))
                   .arg(bytesInWords(std::abs(after - before)), bytesInWords(after), bytesInWords(before));
}

SettingsMeaning MeaningMaker::make()
{
    const SiteBackups *backups = findBackups();
    const MoodleFacts base = backups ? backups->head.moodle : MoodleFacts();
    const std::optional<MoodleFacts> before = factsInForce(m_view, {}, base);
    const std::optional<MoodleFacts> after = factsInForce(m_view, m_changes, base);
    if (!before || !after) {
        addUnknown(m_view.readAt.isValid()
                       ? Tr::tr("What this means is not known: an option of %1 that decides it is missing, has several "
                                "rows, or holds a text that makes no sense.")
                             .arg(m_site)
                       : Tr::tr("What this means is not known: the settings of %1 have never been read.").arg(m_site));
        return m_meaning;
    }
    const MeaningFacts facts {*before, *after};
    addForced();
    addRuns(facts);
    if (backups) {
        addDeletions(facts, *backups);
        addBytes(facts, *backups);
    } else {
        addUnknown(Tr::tr("Which copies Moodle deletes, and how much it writes, is not known: the courses of %1 have "
                          "never been read.")
                       .arg(m_site));
    }
    addNights(facts);
    m_meaning.sentences = m_grave + m_plain;
    return m_meaning;
}

} // namespace

SettingsMeaning meaningOf(const WorkspaceReading &reading, const SettingsView &view, const QList<ConfigChange> &changes)
{
    return MeaningMaker(reading, view, changes).make();
}

} // namespace Nightkeep
