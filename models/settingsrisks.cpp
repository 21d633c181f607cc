// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/format.h"
#include "models/base/tr.h"
#include "models/courses/copykinds.h"
#include "models/courses/coursefindings.h"
#include "models/settings/nextrun.h"
#include "models/settings/settingsfindings.h"
#include "models/settings/settingsinforce.h"
#include "models/settingsmeaning.h"

#include <QSet>

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr int riskPairsNamed = 3;
constexpr int riskUsualMinutes = 60; ///< that a run takes, where none has been seen
constexpr int riskDayMinutes = 24 * 60;

template<typename T, typename Is> const T *riskFind(const Result<QList<T>> &all, const Is &is)
{
    if (!all)
        return nullptr;
    const auto found = std::find_if(all->cbegin(), all->cend(), is);
    return found == all->cend() ? nullptr : &*found;
}

/// Courses that stand second, each once.
int riskSecondsOf(const QList<QPair<qint64, qint64>> &pairs)
{
    QSet<qint64> seconds;
    for (const QPair<qint64, qint64> &pair : pairs)
        seconds.insert(pair.second);
    return int(seconds.size());
}

class RiskMaker
{
public:
    RiskMaker(const WorkspaceReading &reading, const SettingsView &view, const MoodleFacts &facts)
        : m_view(view)
        , m_facts(facts)
        , m_now(reading.now)
        , m_site(visibleText(view.site.name))
        , m_backups(
              riskFind(reading.courses,
                       [&view](const SiteBackups &each) { return each.site.name == view.site.name && each.isRead(); }))
        , m_retention(riskFind(reading.retention,
                               [&view](const RetentionView &each) { return each.site.name == view.site.name; }))
        , m_usage(riskFind(reading.usage, [&view](const UsageHistory &each) { return each.site == view.site.name; }))
        , m_list(view.site)
    {
    }

    QList<Finding> make()
    {
        addKeepsAll();
        addShared();
        addClashes();
        return m_list.findings();
    }

private:
    using Pairs = QList<QPair<qint64, qint64>>;

    void addKeepsAll();
    void addShared();
    [[nodiscard]] QString pairsInWords(const Pairs &pairs) const;
    void addClashes();
    [[nodiscard]] int minutesOfRun() const;
    [[nodiscard]] int beginOfRun() const;
    void addClash(const QString &what, int minute, const QString &title, const QString &reason, const QString &advice);

    const SettingsView &m_view;
    const MoodleFacts &m_facts;
    const QDateTime &m_now;
    const QString m_site;
    const SiteBackups *m_backups; ///< null: its courses were never read
    const RetentionView *m_retention;
    const UsageHistory *m_usage;
    SettingsFindingList m_list;
};

/// Without a limit the disk decides. What the team agreed on is theirs; that a disk fills is said by its own finding.
void RiskMaker::addKeepsAll()
{
    const SettingRow *keep = keepInForce(m_view);
    if (!keep || m_facts.keep != 0 || m_facts.deleteDays != 0 || keep->agreed == effective(*keep))
        return;
    QString reason = Tr::tr("%1 is 0, which means all.").arg(keep->option.name);
    const PageAnswer outlook = m_usage ? usageOutlook(*m_usage) : PageAnswer();
    if (!outlook.sentence.isEmpty())
        reason += u' ' + outlook.sentence;
    m_list.add(outlook.state == State::Bad ? Severity::Critical : Severity::Warning, keep, QStringLiteral("all"),
               Tr::tr("Moodle never deletes an old course backup of %1.").arg(m_site), reason,
               Tr::tr("Choose how many to keep, or see to it that the disk has room for ever more."));
}

/// "math" and "math-101", "a" and "a-b".
QString RiskMaker::pairsInWords(const Pairs &pairs) const
{
    const auto name = [this](qint64 id) {
        const CourseBackups *course = m_backups->find(id);
        return course && !course->course.shortName.isEmpty() ? visibleText(course->course.shortName)
                                                             : Tr::tr("course %1").arg(id);
    };
    QStringList words;
    for (const auto &[one, other] : pairs.first(std::min<qsizetype>(pairs.size(), riskPairsNamed)))
        words << Tr::tr("\"%1\" and \"%2\"", "two short names").arg(name(one), name(other));
    if (const int more = int(pairs.size()) - riskPairsNamed; more > 0)
        words << Tr::tr("%n more", "pairs of courses", more);
    return words.join(QLatin1String(", "));
}

/// 1.9 knows old backups by the beginning of their names; later Moodles look inside (facts/moodle.md A3, B1).
void RiskMaker::addShared()
{
    const SettingRow *destination = rowInForce(m_view, QStringLiteral("destination"));
    if (!destination || m_facts.edition != MoodleEdition::Old || m_facts.destination.isEmpty())
        return;
    const QString advice =
        Tr::tr("Leave Save to blank, or make sure that no short name begins with another one and a dash.");
    if (!m_backups || m_backups->courses.isEmpty()) {
        if (m_facts.keep != 0)
            m_list.add(
                Severity::Warning, destination, QStringLiteral("shared"),
                Tr::tr("Courses of %1 may delete each other's backups.").arg(m_site),
                Tr::tr("All backups go to one folder, where Moodle 1.9 deletes by the beginning of the name: the "
                       "course \"math\" also counts and deletes the backups of \"math-101\"."),
                advice);
        return;
    }
    QList<CourseState> states;
    for (const CourseBackups &course : m_backups->courses)
        states.append(course.course);
    Pairs same;
    Pairs beginning;
    for (const QPair<qint64, qint64> &pair : collidingNames(states)) {
        const bool isSame = courseNameInFile(m_backups->find(pair.first)->course)
            == courseNameInFile(m_backups->find(pair.second)->course);
        (isSame ? same : beginning).append(pair);
    }
    if (!beginning.isEmpty() && m_facts.keep != 0)
        m_list.add(
            Severity::Critical, destination, QStringLiteral("shared"),
            Tr::tr("%n courses of %1 lose backups to another course.", nullptr, riskSecondsOf(beginning)).arg(m_site),
            Tr::tr("All backups go to one folder, where Moodle 1.9 deletes by the beginning of the name, and "
                   "takes those of the second course for old ones of the first: %1.",
                   "pairs of short names")
                .arg(pairsInWords(beginning)),
            advice);
    if (!same.isEmpty())
        m_list.add(Severity::Critical, destination, QStringLiteral("same-names"),
                   Tr::tr("%n courses of %1 share their backups' names with another.", nullptr, riskSecondsOf(same))
                       .arg(m_site),
                   Tr::tr("All backups go to one folder, and in a file's name these short names are the same: %1. Each "
                          "overwrites or deletes the other's.",
                          "pairs of short names")
                       .arg(pairsInWords(same)),
                   Tr::tr("Leave Save to blank, or change the short names."));
}

/// From when a run was due until its last course was done, as it was seen last.
int RiskMaker::minutesOfRun() const
{
    QDateTime last;
    const QDateTime due = m_backups ? m_backups->due : QDateTime();
    if (!due.isValid() || !lastScheduledRun(m_facts, m_backups->zone, m_now).isValid())
        return riskUsualMinutes;
    for (const CourseBackups &course : m_backups->courses) {
        const QDateTime &end = course.course.lastEnd;
        if (course.course.lastStart.isValid() && course.course.lastStart >= due && end.isValid()
            && due.secsTo(end) <= runTime && (!last.isValid() || end > last))
            last = end;
    }
    return last.isValid() ? std::clamp(int(due.secsTo(last) / 60), 1, int(runTime / 60)) : riskUsualMinutes;
}

/// The minute of the day by the site's servers: Moodle may reckon its schedule in another zone.
int RiskMaker::beginOfRun() const
{
    const int ahead =
        siteZone(m_view.site, m_now).offsetFromUtc(m_now) - scheduleZone(m_view, m_now).zone.offsetFromUtc(m_now);
    const int begin = int(m_facts.hour * 60 + m_facts.minute) + ahead / 60;
    return (begin % riskDayMinutes + riskDayMinutes) % riskDayMinutes;
}

void RiskMaker::addClash(const QString &what, int minute, const QString &title, const QString &reason,
                         const QString &advice)
{
    const SettingRow *hour = rowInForce(m_view, QStringLiteral("hour"));
    const int begin = beginOfRun();
    if (!hour || (minute - begin + riskDayMinutes) % riskDayMinutes >= minutesOfRun())
        return;
    // That it is so was agreed, perhaps with open eyes.
    const Severity severity = hour->agreed == effective(*hour) ? Severity::Info : Severity::Warning;
    const auto clock = [](int at) { return QTime(at / 60, at % 60).toString(QStringLiteral("HH:mm")); };
    m_list.add(severity, hour, what, title.arg(m_site), reason.arg(clock(begin), clock(minute)), advice);
}

void RiskMaker::addClashes()
{
    if (!m_retention || m_facts.active != BackupActive::On || !m_facts.weekdays.contains(u'1'))
        return;
    if (const std::optional<DumpRules> &dumps = m_retention->policy.dumps)
        addClash(QStringLiteral("dump"), dumps->minuteOfDay,
                 Tr::tr("The courses of %1 are backed up while its database is dumped."),
                 Tr::tr("The backups begin at %1, and the dump at %2, by the page: nobody has looked. Each slows down "
                        "the other, and where a dump locks the tables, the backups wait for it."),
                 Tr::tr("Let one of them begin when the other is done."));
    if (const std::optional<StorageRules> &storage = m_retention->policy.storage)
        addClash(QStringLiteral("incremental"), storage->minuteOfDay,
                 Tr::tr("The courses of %1 are backed up while the storage manager takes its files."),
                 Tr::tr("The backups begin at %1, and the incremental at %2: what is not written by then is taken half "
                        "done, or a night later."),
                 Tr::tr("Let the incremental begin when the backups are done."));
}

} // namespace

QList<Finding> settingsFindings(const WorkspaceReading &reading, const SettingsView &view)
{
    const std::optional<MoodleFacts> facts = factsInForce(view);
    return facts ? RiskMaker(reading, view, *facts).make() : QList<Finding>();
}

} // namespace Nightkeep
