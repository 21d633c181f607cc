// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/settingsdeletions.h"
#include "tests/courses/madecourses.h"
#include "tests/support/testmain.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <array>

using namespace Nightkeep;

namespace {

constexpr int deletionRounds = 1500;

/// A file as Moodle lists it: all that the slow rules know.
struct SlowFile
{
    QString name;
    qint64 moment = 0;
    bool isNew = false;
    bool isGone = false;
};

SiteBackups deletionSite(MoodleEdition edition, CopyPlace kind, const BytePath &folder)
{
    SiteBackups made;
    made.site = MadeCourses::site();
    made.head = MadeCourses::reading(edition).head;
    PlaceSeen place;
    place.kind = kind;
    place.folder = folder;
    place.sight = PlaceSight::Seen;
    made.head.places = {place};
    made.zone = QTimeZone::utc();
    made.due = MadeCourses::lastRun();
    return made;
}

CourseBackups deletionCourse(qint64 id, const QString &shortName)
{
    CourseBackups made;
    made.site = MadeCourses::site().name;
    made.course = MadeCourses::course(id, shortName);
    return made;
}

BackupCopy deletionCopy(CopyPlace place, const QString &path, qint64 moment, CopyKind kind = CopyKind::MadeByMoodle)
{
    BackupCopy made;
    made.file.place = place;
    made.file.path = path.toUtf8();
    made.file.bytes = 1000;
    made.file.modified = made.made = QDateTime::fromSecsSinceEpoch(moment, QTimeZone::utc());
    made.name = path.section(u'/', -1);
    made.kind = kind;
    return made;
}

QStringList deletionNames(const PlayedDeletions &played)
{
    QStringList names;
    for (const BackupCopy *copy : played.gone)
        names << QString::fromUtf8(copy->file.place == CopyPlace::Pool ? copy->name.toUtf8() : copy->file.path);
    names.sort();
    return names;
}

QStringList slowNames(const QList<SlowFile> &files)
{
    QStringList names;
    for (const SlowFile &file : files) {
        if (file.isGone && !file.isNew)
            names << file.name;
    }
    names.sort();
    return names;
}

/// 1.9, as it is told: look at every file, keep one of each moment, delete the oldest until enough are left.
void slowOldRun(QList<SlowFile> &files, const QString &beginning, int keep)
{
    if (keep == 0)
        return;
    QList<qsizetype> seen;
    for (qsizetype at = 0; at < files.size(); ++at) {
        const SlowFile &file = files.at(at);
        bool isLast = true;
        for (const SlowFile &other : std::as_const(files))
            isLast = isLast
                && (other.isGone || other.moment != file.moment || other.name <= file.name
                    || !other.name.startsWith(beginning));
        if (!file.isGone && file.name.startsWith(beginning) && isLast)
            seen.append(at);
    }
    for (; seen.size() > keep;) {
        const auto oldest = std::min_element(seen.begin(), seen.end(), [&files](qsizetype one, qsizetype other) {
            return files.at(one).moment < files.at(other).moment;
        });
        files[*oldest].isGone = true;
        seen.erase(oldest);
    }
}

/// get_backups_to_delete(), as it is told.
void slowLaterRun(QList<SlowFile> &files, int keep, int days, int least, qint64 now)
{
    if (keep == 0 && days == 0)
        return;
    std::sort(files.begin(), files.end(), [](const SlowFile &one, const SlowFile &other) {
        return one.moment != other.moment ? one.moment > other.moment : one.name > other.name;
    });
    QList<SlowFile *> seen;
    for (SlowFile &file : files) {
        if (seen.isEmpty() || seen.constLast()->moment != file.moment)
            seen.append(&file);
    }
    int kept = keep;
    if (days > 0) {
        kept = 0;
        while (kept < seen.size() && kept < keep && seen.at(kept)->moment >= now - qint64(days) * 86400)
            ++kept;
        kept = std::max(kept, least);
    }
    for (qsizetype at = kept; at < seen.size(); ++at)
        seen.at(at)->isGone = true;
}

struct LaterCourse
{
    CourseBackups course;
    QList<SlowFile> area; ///< what is automated there
    QList<SlowFile> folder;
};

LaterCourse randomLaterCourse(QRandomGenerator &random, int id, qint64 now)
{
    LaterCourse made {deletionCourse(id, QStringLiteral("c%1").arg(id)), {}, {}};
    for (int copies = random.bounded(7); copies > 0; --copies) {
        const qint64 moment = now - random.bounded(1, 9) * 345600;
        const QString name = QStringLiteral("backup-moodle2-course-%1-%2.mbz").arg(id).arg(copies);
        if (random.bounded(2) == 0) {
            made.course.copies.append(deletionCopy(CopyPlace::SharedFolder, name, moment, CopyKind::MadeByPeople));
            made.folder.append({name, moment});
            continue;
        }
        BackupCopy copy = deletionCopy(CopyPlace::Pool, QStringLiteral("%1").arg(copies, 40, 10, QChar(u'0')), moment);
        copy.name = name;
        copy.area = random.bounded(4) == 0 ? BackupArea::Course : BackupArea::Automated;
        made.course.copies.append(copy);
        if (copy.area == BackupArea::Automated)
            made.area.append({name, moment});
    }
    return made;
}

} // namespace

/// Which copies Moodle's own retention takes, of both editions.
class TstSettingsDeletions : public QObject
{
    Q_OBJECT

private slots:
    void oneFolderForAll_data();
    void oneFolderForAll();
    void theWordOfTheSite();
    void itsOwnFolder();
    void oldAgainstASlowOracle();
    void laterFolder_data();
    void laterFolder();
    void laterAgainstASlowOracle();
    void whatIsOnlyRecordedIsNoCopy();
    void gaps_data();
    void gaps();

private:
    static qint64 night() { return MadeCourses::lastRun().toSecsSinceEpoch(); }
    static QDateTime next() { return MadeCourses::lastRun().addDays(7); }
    static MoodleFacts facts(MoodleEdition edition, BackupStorage storage, int keep)
    {
        MoodleFacts made = MadeCourses::reading(edition).head.moodle;
        made.storage = storage;
        made.destination = storage == BackupStorage::Courses ? BytePath() : BytePath("/backups");
        made.keep = keep;
        return made;
    }
};

void TstSettingsDeletions::oneFolderForAll_data()
{
    QTest::addColumn<QString>("other"); // a file beside two of the course "math"
    QTest::addColumn<int>("keep");
    QTest::addColumn<QStringList>("gone");
    const QString first = QStringLiteral("backup-math-20081201-0300.zip");
    const QString second = QStringLiteral("backup-math-20081208-0300.zip");
    const auto row = [&](const char *what, const char *other, int keep, const QStringList &gone) {
        QTest::newRow(what) << QString::fromLatin1(other) << keep << gone;
    };
    // The other file is the oldest, and the run makes one more of "math".
    row("another course whose name begins so", "backup-math-101-20081130-0300.zip", 3,
        {QStringLiteral("backup-math-101-20081130-0300.zip")});
    row("another course", "backup-math101-20081130-0300.zip", 3, {});
    row("by hand, under the default name", "backup-math-20081130-1200.zip", 3,
        {QStringLiteral("backup-math-20081130-1200.zip")});
    row("by hand, under a name of one's own", "math-before-the-exam.zip", 3, {});
    row("of another case", "Backup-math-20081130-1200.zip", 3, {});
    row("in a folder below", "old/backup-math-20081130-0300.zip", 3, {});
    row("only the new one stays", "other.zip", 1, {first, second});
    row("all stay", "backup-math-101-20081130-0300.zip", 0, {});
}

void TstSettingsDeletions::oneFolderForAll()
{
    QFETCH(QString, other);
    QFETCH(int, keep);
    QFETCH(QStringList, gone);
    SiteBackups site = deletionSite(MoodleEdition::Old, CopyPlace::SharedFolder, "/backups");
    CourseBackups math = deletionCourse(12, QStringLiteral("math"));
    const qint64 day = 86400;
    math.copies = {
        deletionCopy(CopyPlace::SharedFolder, QStringLiteral("backup-math-20081208-0300.zip"), night() - 6 * day),
        deletionCopy(CopyPlace::SharedFolder, QStringLiteral("backup-math-20081201-0300.zip"), night() - 13 * day)};
    site.courses = {math};
    site.others = {deletionCopy(CopyPlace::SharedFolder, other, night() - 14 * day, CopyKind::Unplaced)};
    const PlayedDeletions played = playDeletions(site, facts(MoodleEdition::Old, BackupStorage::Folder, keep), next());
    QCOMPARE(deletionNames(played), gone);
    QVERIFY(played.emptied.isEmpty());
}

/// "copia_de_seguranza" on a Galician site: what was named before the language changed is not found any more.
void TstSettingsDeletions::theWordOfTheSite()
{
    SiteBackups site = deletionSite(MoodleEdition::Old, CopyPlace::SharedFolder, "/backups");
    CourseBackups math = deletionCourse(12, QStringLiteral("math"));
    for (int week = 1; week <= 3; ++week)
        math.copies.append(deletionCopy(CopyPlace::SharedFolder,
                                        QStringLiteral("copia_de_seguranza-math-0") + QString::number(week)
                                            + QStringLiteral("122008-0300.zip"),
                                        night() - week * 604800));
    math.copies.append(
        deletionCopy(CopyPlace::SharedFolder, QStringLiteral("backup-math-20071201-0300.zip"), night() / 2));
    site.courses = {math};
    const PlayedDeletions played = playDeletions(site, facts(MoodleEdition::Old, BackupStorage::Folder, 1), next());
    QCOMPARE(played.gone.size(), 3);
    QVERIFY(!deletionNames(played).contains(QStringLiteral("backup-math-20071201-0300.zip")));
}

/// Each course's own folder holds what others made for it too, and no other course's.
void TstSettingsDeletions::itsOwnFolder()
{
    SiteBackups site = deletionSite(MoodleEdition::Old, CopyPlace::CourseFolder, "/data/moodle");
    CourseBackups math = deletionCourse(12, QStringLiteral("math"));
    CourseBackups more = deletionCourse(13, QStringLiteral("math-101"));
    math.copies = {
        deletionCopy(CopyPlace::CourseFolder, QStringLiteral("12/backupdata/backup-math-20081208-0300.zip"), night())};
    more.copies = {deletionCopy(CopyPlace::CourseFolder,
                                QStringLiteral("13/backupdata/backup-math-101-20081208-0300.zip"), night() + 1)};
    site.courses = {math, more};
    const MoodleFacts two = facts(MoodleEdition::Old, BackupStorage::Courses, 2);
    QVERIFY(playDeletions(site, two, next()).gone.isEmpty());
    site.courses[1].copies.append(deletionCopy(CopyPlace::CourseFolder,
                                               QStringLiteral("12/backupdata/backup-math-101-20081201-0300.zip"),
                                               night() - 9, CopyKind::MadeByPeople)); // put into the wrong one
    QCOMPARE(deletionNames(playDeletions(site, two, next())),
             QStringList {QStringLiteral("12/backupdata/backup-math-101-20081201-0300.zip")});
}

void TstSettingsDeletions::oldAgainstASlowOracle()
{
    const QStringList names {QStringLiteral("a"),  QStringLiteral("a-b"), QStringLiteral("a-b-c"),
                             QStringLiteral("b"),  QStringLiteral("a-1"), QStringLiteral("A"),
                             QStringLiteral("ab"), QStringLiteral("c d")};
    QRandomGenerator random(19);
    for (int round = 0; round < deletionRounds; ++round) {
        SiteBackups site = deletionSite(MoodleEdition::Old, CopyPlace::SharedFolder, "/backups");
        QList<SlowFile> files;
        QStringList beginnings;
        const int courses = random.bounded(1, 5);
        for (int id = 1; id <= courses; ++id) {
            const QString shortName = names.at(random.bounded(int(names.size())));
            const QString beginning = QStringLiteral("backup-%1-").arg(shortName.toLower().replace(u' ', u'_'));
            CourseBackups course = deletionCourse(id, shortName);
            for (int copies = random.bounded(5); copies > 0; --copies) {
                const bool isByHand = random.bounded(5) == 0;
                // Few moments, so that some are shared; one of them is after the run.
                const qint64 moment = night() + random.bounded(8) * 100000;
                const QString name = beginning
                    + (isByHand ? QStringLiteral("final%1.zip") : QStringLiteral("20081207-0%1.zip"))
                          .arg(files.size() + 100);
                course.copies.append(deletionCopy(CopyPlace::SharedFolder, name, moment,
                                                  isByHand ? CopyKind::MadeByPeople : CopyKind::MadeByMoodle));
                files.append({name, moment});
            }
            site.courses.append(course);
            beginnings << beginning;
        }
        const int keep = random.bounded(4);
        const PlayedDeletions played =
            playDeletions(site, facts(MoodleEdition::Old, BackupStorage::Folder, keep), next());
        for (int run = 0; run < courses; ++run) {
            files.append(
                {beginnings.at(run) + QStringLiteral("20081221-0300.zip"), next().toSecsSinceEpoch() + run, true});
            slowOldRun(files, beginnings.at(run), keep);
        }
        QVERIFY2(deletionNames(played) == slowNames(files),
                 qPrintable(QStringLiteral("round %1, keep %2: %3 and not %4")
                                .arg(round)
                                .arg(keep)
                                .arg(deletionNames(played).join(u' '), slowNames(files).join(u' '))));
    }
}

void TstSettingsDeletions::laterFolder_data()
{
    QTest::addColumn<QString>("name"); // of an old file of course 12 in the folder
    QTest::addColumn<int>("inside"); // the course that it says inside; 0: it could not be read; below 0: nobody looked
    QTest::addColumn<bool>("isGone");
    const QString name = QStringLiteral("backup-moodle2-course-12-20081201-0300.mbz");
    QTest::newRow("its own") << name << 12 << true;
    QTest::newRow("under another name that holds the number")
        << QStringLiteral("before-moodle2-course-12-exam.mbz") << 12 << true;
    QTest::newRow("nobody has looked into it") << name << -1 << true;
    QTest::newRow("another course inside") << name << 13 << false;
    QTest::newRow("nothing to read inside") << name << 0 << false;
    QTest::newRow("another number") << QStringLiteral("backup-moodle2-course-121-20081201-0300.mbz") << 12 << false;
    QTest::newRow("a name of one's own") << QStringLiteral("exam.mbz") << 12 << false;
    QTest::newRow("a zip") << QStringLiteral("backup-moodle2-course-12-20081201-0300.zip") << 12 << false;
}

void TstSettingsDeletions::laterFolder()
{
    QFETCH(QString, name);
    QFETCH(int, inside);
    QFETCH(bool, isGone);
    SiteBackups site = deletionSite(MoodleEdition::Later, CopyPlace::SharedFolder, "/backups");
    CourseBackups course = deletionCourse(12, QStringLiteral("math"));
    BackupCopy copy = deletionCopy(CopyPlace::SharedFolder, name, night() - 604800, CopyKind::MadeByPeople);
    if (inside >= 0)
        copy.file.check.level = ZipLevel::Closed;
    if (inside > 0)
        copy.file.check.course = inside;
    course.copies = {copy};
    site.courses = {course};
    const MoodleFacts one = facts(MoodleEdition::Later, BackupStorage::Folder, 1);
    QCOMPARE(playDeletions(site, one, next()).gone.size(), isGone ? 1 : 0);
    const MoodleFacts inCourses = facts(MoodleEdition::Later, BackupStorage::Courses, 1);
    QVERIFY(playDeletions(site, inCourses, next()).gone.isEmpty()); // it does not look into a folder then
}

void TstSettingsDeletions::laterAgainstASlowOracle()
{
    QRandomGenerator random(43);
    const qint64 now = next().toSecsSinceEpoch();
    const std::array storages {BackupStorage::Courses, BackupStorage::Folder, BackupStorage::Both};
    for (int round = 0; round < deletionRounds; ++round) {
        SiteBackups site = deletionSite(MoodleEdition::Later, CopyPlace::SharedFolder, "/backups");
        MoodleFacts set = facts(MoodleEdition::Later, storages.at(random.bounded(3)), random.bounded(4));
        set.destination = "/backups";
        set.deleteDays = random.bounded(3) * 10;
        set.keepLeast = random.bounded(3);
        QList<SlowFile> gone;
        QSet<qint64> emptied;
        for (int id = 1; id <= 3; ++id) {
            auto [course, area, folder] = randomLaterCourse(random, id, now);
            const qsizetype before = course.copies.size();
            qsizetype made = 0;
            if (set.storage != BackupStorage::Folder) {
                area.append({QStringLiteral("new"), now, true});
                ++made;
                slowLaterRun(area, int(set.keep), int(set.deleteDays), int(set.keepLeast), now);
                gone += area;
            }
            if (set.storage != BackupStorage::Courses) {
                folder.append({QStringLiteral("new"), now, true});
                ++made;
                slowLaterRun(folder, int(set.keep), int(set.deleteDays), int(set.keepLeast), now);
                gone += folder;
            }
            QList<SlowFile> run = set.storage != BackupStorage::Folder ? area : QList<SlowFile>();
            run += set.storage != BackupStorage::Courses ? folder : QList<SlowFile>();
            const auto taken =
                std::count_if(run.cbegin(), run.cend(), [](const SlowFile &file) { return file.isGone; });
            if (taken == before + made)
                emptied.insert(id);
            site.courses.append(course);
        }
        const PlayedDeletions played = playDeletions(site, set, next());
        QVERIFY2(deletionNames(played) == slowNames(gone),
                 qPrintable(QStringLiteral("round %1, keep %2, days %3, least %4: %5 and not %6")
                                .arg(round)
                                .arg(set.keep)
                                .arg(set.deleteDays)
                                .arg(set.keepLeast)
                                .arg(deletionNames(played).join(u' '), slowNames(gone).join(u' '))));
        QCOMPARE(played.emptied, emptied);
    }
}

void TstSettingsDeletions::whatIsOnlyRecordedIsNoCopy()
{
    SiteBackups site = deletionSite(MoodleEdition::Later, CopyPlace::Pool, "/data/moodle/filedir");
    CourseBackups course = deletionCourse(12, QStringLiteral("math"));
    BackupCopy copy = deletionCopy(CopyPlace::Pool, QStringLiteral("0a"), night());
    copy.area = BackupArea::Automated;
    BackupCopy recorded = deletionCopy(CopyPlace::Pool, QStringLiteral("0b"), night() - 604800);
    recorded.area = BackupArea::Course; // kept, but what it was is not there any more
    recorded.sight = CopySight::NotThere;
    course.copies = {copy, recorded};
    site.courses = {course};
    MoodleFacts trap = facts(MoodleEdition::Later, BackupStorage::Courses, 0);
    trap.deleteDays = 35;
    trap.keepLeast = 0;
    QCOMPARE(playDeletions(site, trap, next()).emptied, QSet<qint64> {12});
    site.courses.first().copies.last().sight = CopySight::CannotTell;
    QVERIFY(playDeletions(site, trap, next()).emptied.isEmpty());
}

void TstSettingsDeletions::gaps_data()
{
    QTest::addColumn<int>("edition");
    QTest::addColumn<int>("storage");
    QTest::addColumn<int>("sight"); // of the folder for all
    QTest::addColumn<QString>("folder"); // that was looked into
    QTest::addColumn<bool>("isKnown");
    const auto row = [](const char *what, MoodleEdition edition, BackupStorage storage, PlaceSight sight,
                        const char *folder, bool isKnown) {
        QTest::newRow(what) << int(edition) << int(storage) << int(sight) << QString::fromLatin1(folder) << isKnown;
    };
    const MoodleEdition old = MoodleEdition::Old;
    const MoodleEdition later = MoodleEdition::Later;
    row("1.9, seen", old, BackupStorage::Folder, PlaceSight::Seen, "/backups", true);
    row("1.9, partly seen", old, BackupStorage::Folder, PlaceSight::Partly, "/backups", true);
    row("1.9, not readable", old, BackupStorage::Folder, PlaceSight::Unreadable, "/backups", false);
    row("1.9, another folder", old, BackupStorage::Folder, PlaceSight::Seen, "/elsewhere", false);
    row("1.9, each course's own", old, BackupStorage::Courses, PlaceSight::Seen, "/backups", false);
    row("later, by Moodle's records", later, BackupStorage::Courses, PlaceSight::Unreadable, "/backups", true);
    row("later, both, not readable", later, BackupStorage::Both, PlaceSight::Unreadable, "/backups", false);
    row("later, both, seen", later, BackupStorage::Both, PlaceSight::Seen, "/backups", true);
}

void TstSettingsDeletions::gaps()
{
    QFETCH(int, edition);
    QFETCH(int, storage);
    QFETCH(int, sight);
    QFETCH(QString, folder);
    QFETCH(bool, isKnown);
    SiteBackups site = deletionSite(MoodleEdition(edition), CopyPlace::SharedFolder, folder.toUtf8());
    site.head.places.first().sight = PlaceSight(sight);
    const MoodleFacts set = facts(MoodleEdition(edition), BackupStorage(storage), 1);
    const QString gap = deletionsGap(site, set);
    QVERIFY2(gap.isEmpty() == isKnown, qPrintable(gap));
    MoodleFacts nothing = set;
    nothing.keep = 0;
    QVERIFY(deletionsGap(site, nothing).isEmpty()); // whatever is there, it stays
    site.head.moodleReadAt = {};
    QVERIFY(!deletionsGap(site, set).isEmpty());
}

NIGHTKEEP_TEST(TstSettingsDeletions, unit, Core)
#include "tst_settingsdeletions.moc"
