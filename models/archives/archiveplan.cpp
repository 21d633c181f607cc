// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/archives/archiveplan.h"

#include "models/base/tr.h"

#include <QCryptographicHash>
#include <QLocale>
#include <QMap>

#include <algorithm>
#include <numeric>

namespace Nightkeep {

namespace {

// The record that ends every zip; anything shorter holds nothing.
constexpr qint64 smallestZip = 22;
constexpr qint64 tarBlock = 512;
constexpr qint64 tarRecord = 2048 * tarBlock;

qint64 roundedUp(qint64 bytes, qint64 unit)
{
    return (bytes + unit - 1) / unit * unit;
}

bool isLater(const ZipFile &a, const ZipFile &b)
{
    // Names carry a date stamp, so the greater of two names with one time is the later one.
    return a.modified != b.modified ? a.modified > b.modified : a.path > b.path;
}

QString shownTime(const QDateTime &time, const ArchiveFacts &facts)
{
    return QLocale().toString(time.toTimeZone(facts.zone), QLocale::ShortFormat);
}

QString shownDay(const QDate &day)
{
    return QLocale().toString(day, QLocale::LongFormat);
}

/// Everything found of one course.
struct CourseZips
{
    int count = 0;
    int newest = -1; ///< index of the newest that can be a zip at all
    int newestAny = -1; ///< the same, empty ones included
};
using ByCourse = QMap<qint64, CourseZips>;

ByCourse groupByCourse(const QList<PlannedZip> &zips)
{
    ByCourse courses;
    for (int i = 0; i < zips.size(); ++i) {
        if (!zips[i].courseId)
            continue;
        CourseZips &course = courses[*zips[i].courseId];
        ++course.count;
        if (course.newestAny < 0 || isLater(zips[i].file, zips[course.newestAny].file))
            course.newestAny = i;
        if (zips[i].file.bytes >= smallestZip && (course.newest < 0 || isLater(zips[i].file, zips[course.newest].file)))
            course.newest = i;
    }
    return courses;
}

class Planner
{
public:
    Planner(const ArchiveRequest &request, const ArchiveFacts &facts)
        : m_facts(facts)
        , m_day(request.notBefore)
        , m_start(request.notBefore.isValid() ? request.notBefore.startOfDay(facts.zone) : QDateTime())
    {
        m_plan.request = request;
        m_plan.plannedAt = facts.now.toUTC();
        m_plan.coursesKnown = facts.courses.has_value();
        m_plan.freeBytes = facts.freeBytes;
        m_plan.zips.reserve(facts.zips.size());
        for (const ZipFile &file : facts.zips)
            m_plan.zips.append({file, courseOfZip(file.path), ZipDecision::Included, {}, {}});
        std::sort(m_plan.zips.begin(), m_plan.zips.end(),
                  [](const PlannedZip &a, const PlannedZip &b) { return a.file.path < b.file.path; });
        m_byCourse = groupByCourse(m_plan.zips);
        if (facts.courses) {
            for (const Course &course : *facts.courses)
                m_names.insert(course.id, course.shortName);
        }
        for (PlannedZip &zip : m_plan.zips) {
            if (zip.courseId)
                zip.course = m_names.value(*zip.courseId);
        }
    }

    ArchivePlan plan()
    {
        for (int i = 0; i < m_plan.zips.size(); ++i) {
            if (m_plan.request.rule == ArchiveRule::SinceLastRun)
                decideSinceLastRun(m_plan.zips[i]);
            else
                decideNewest(i, m_plan.zips[i]);
        }
        warn();
        m_plan.fingerprint = planFingerprint(m_plan.zips);
        return m_plan;
    }

private:
    void decideSinceLastRun(PlannedZip &zip) const
    {
        if (!m_facts.lastRun.isValid()) {
            zip.reason = Tr::tr("No archive has been completed before, so every zip is taken.");
            return;
        }
        // A zip of the very second of the last run may have missed it: twice is better than never.
        const bool newer = zip.file.modified >= m_facts.lastRun;
        zip.decision = newer ? ZipDecision::Included : ZipDecision::BeforeLastRun;
        zip.reason =
            (newer ? Tr::tr("Made on %1, since the last run of %2.") : Tr::tr("Made on %1, before the last run of %2."))
                .arg(shownTime(zip.file.modified, m_facts), shownTime(m_facts.lastRun, m_facts));
    }

    void decideNewest(int index, PlannedZip &zip) const
    {
        if (!zip.courseId) {
            zip.decision = ZipDecision::NotCourseBackup;
            zip.reason = Tr::tr("It does not lie in a course's backupdata folder.");
            return;
        }
        const CourseZips &course = *m_byCourse.constFind(*zip.courseId);
        const QString time = shownTime(zip.file.modified, m_facts);
        if (zip.file.bytes < smallestZip) {
            zip.decision = ZipDecision::NotNewest;
            zip.reason = Tr::tr("It is empty, so it cannot be a backup.");
        } else if (course.newest != index) {
            zip.decision = ZipDecision::NotNewest;
            zip.reason = Tr::tr("Made on %1; the course has a newer one of %2.")
                             .arg(time, shownTime(m_plan.zips[course.newest].file.modified, m_facts));
        } else if (zip.file.modified < m_start) {
            zip.decision = ZipDecision::TooOld;
            zip.reason = Tr::tr("The course's newest, but made on %1, before %2.").arg(time, shownDay(m_day));
        } else {
            zip.reason =
                Tr::tr("The newest of %n backups of the course, made on %1, not before %2.", nullptr, course.count)
                    .arg(time, shownDay(m_day));
        }
    }

    [[nodiscard]] QString courseName(qint64 id) const
    {
        const QString name = m_names.value(id);
        return name.isEmpty() ? Tr::tr("course %1").arg(id) : name;
    }

    void warn(ArchiveWarning::Kind kind, qint64 id, const QString &text)
    {
        m_plan.warnings.append({kind, id, courseName(id), text});
    }

    void warn()
    {
        for (auto name = m_names.cbegin(); name != m_names.cend(); ++name) {
            if (!m_byCourse.contains(name.key()))
                warn(ArchiveWarning::Kind::NoZip, name.key(), Tr::tr("%1 has no backup.").arg(courseName(name.key())));
        }
        for (auto course = m_byCourse.cbegin(); course != m_byCourse.cend(); ++course)
            warnOfCourse(course.key(), course.value());
        std::stable_sort(m_plan.warnings.begin(), m_plan.warnings.end(),
                         [](const ArchiveWarning &a, const ArchiveWarning &b) {
                             return a.kind != b.kind ? a.kind < b.kind : a.courseId < b.courseId;
                         });
    }

    void warnOfCourse(qint64 id, const CourseZips &course)
    {
        if (m_facts.courses && !m_names.contains(id))
            warn(ArchiveWarning::Kind::CourseGone, id,
                 Tr::tr("There are backups of course %1, which exists no longer.").arg(id));
        if (course.newest != course.newestAny)
            warn(ArchiveWarning::Kind::EmptyZip, id, Tr::tr("The newest backup of %1 is empty.").arg(courseName(id)));
        if (course.newest < 0 || !m_start.isValid())
            return;
        const QDateTime newest = m_plan.zips[course.newest].file.modified;
        if (newest < m_start)
            warn(ArchiveWarning::Kind::TooOld, id,
                 Tr::tr("The newest backup of %1 is of %2, before %3.")
                     .arg(courseName(id), shownTime(newest, m_facts), shownDay(m_day)));
    }

    const ArchiveFacts &m_facts;
    QDate m_day;
    QDateTime m_start;
    ArchivePlan m_plan;
    ByCourse m_byCourse;
    QMap<qint64, QString> m_names;
};

} // namespace

std::optional<qint64> courseOfZip(const BytePath &path)
{
    const QList<QByteArray> parts = path.split('/');
    if (parts.size() != 3 || parts[1] != "backupdata" || parts[2].isEmpty())
        return std::nullopt;
    bool ok = false;
    const qint64 id = parts[0].toLongLong(&ok);
    // Only the plain number is Moodle's own folder: neither "033" nor "+33".
    if (!ok || id <= 0 || QByteArray::number(id) != parts[0])
        return std::nullopt;
    return id;
}

Result<void> checkArchiveName(const QString &name)
{
    const auto allowed = [](QChar c) {
        return (c >= u'A' && c <= u'Z') || (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'.'
            || c == u'_' || c == u'-';
    };
    const bool good = !name.isEmpty() && name.size() <= 100 && std::all_of(name.cbegin(), name.cend(), allowed)
        && !name.startsWith(u'.') && !name.startsWith(u'-')
        && !name.endsWith(QLatin1String(".tar"), Qt::CaseInsensitive);
    if (good)
        return {};
    return fail(ErrorKind::BadInput, Tr::tr("\"%1\" cannot be an archive's name.").arg(visibleText(name)),
                Tr::tr("Use letters without accents, digits, dots, dashes and underscores, as in "
                       "\"moodle-2008-summer\", without \".tar\"."));
}

QByteArray planFingerprint(const QList<PlannedZip> &zips)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const PlannedZip &zip : zips) {
        if (zip.decision != ZipDecision::Included)
            continue;
        QByteArray line = zip.file.path;
        line.append('\0').append(QByteArray::number(zip.file.bytes));
        line.append('\0').append(QByteArray::number(zip.file.modified.toSecsSinceEpoch())).append('\0');
        hash.addData(line);
    }
    return hash.result().toHex();
}

qint64 ArchivePlan::includedBytes() const
{
    return std::accumulate(zips.cbegin(), zips.cend(), qint64(0), [](qint64 sum, const PlannedZip &zip) {
        return zip.decision == ZipDecision::Included ? sum + zip.file.bytes : sum;
    });
}

int ArchivePlan::includedCount() const
{
    return int(std::count_if(zips.cbegin(), zips.cend(),
                             [](const PlannedZip &zip) { return zip.decision == ZipDecision::Included; }));
}

qint64 ArchivePlan::neededBytes() const
{
    qint64 tar = 2 * tarBlock;
    qint64 lists = 0;
    for (const PlannedZip &zip : zips) {
        if (zip.decision != ZipDecision::Included)
            continue;
        const qint64 name = zip.file.path.size();
        if (name > 100) // GNU tar writes a long name as a member of its own
            tar += tarBlock + roundedUp(name + 1, tarBlock);
        tar += tarBlock + roundedUp(zip.file.bytes, tarBlock);
        lists += name + 64;
    }
    // Lists, manifest and log, and a hundredth so that the disk is not left without a byte.
    return roundedUp(tar, tarRecord) + 4 * lists + tar / 100 + 4 * 1024 * 1024;
}

bool ArchivePlan::fits() const
{
    return freeBytes >= 0 && neededBytes() <= freeBytes;
}

Result<ArchivePlan> planArchive(const ArchiveRequest &request, const ArchiveFacts &facts)
{
    const Result<void> name = checkArchiveName(request.name);
    if (!name)
        return fail(name.error());
    if (request.rule == ArchiveRule::NewestPerCourse && !request.notBefore.isValid())
        return fail(ErrorKind::BadInput, Tr::tr("The rule \"newest per course\" needs a date."),
                    Tr::tr("Give the day before which a backup is too old."));
    if (!facts.zone.isValid())
        return fail(ErrorKind::BadInput, Tr::tr("The site's time zone is not known."),
                    Tr::tr("Without it a day has no beginning: set the time zone of this machine."));
    return Planner(request, facts).plan();
}

} // namespace Nightkeep
