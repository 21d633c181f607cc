// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/demoestate.h"
#include "app/demo/demozips.h"
#include "tests/support/testmain.h"

#include <QBuffer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>

#include <algorithm>
#include <filesystem>
#include <quazip/quazip.h>
#include <quazip/quazipfile.h>
#include <sys/stat.h>

using namespace Nightkeep;

namespace {

struct FoundZip
{
    QByteArray name;
    QByteArray contents;
    qint64 modified = 0;
};

/// The zips below a course's backupdata folder, oldest first. Names are bytes.
QList<FoundZip> zipsOf(const QString &data, qint64 courseId)
{
    QList<FoundZip> zips;
    std::error_code error;
    const std::filesystem::path folder((data + QStringLiteral("/%1/backupdata").arg(courseId)).toStdString());
    for (const auto &entry : std::filesystem::directory_iterator(folder, error)) {
        struct stat status = {};
        std::FILE *file = std::fopen(entry.path().c_str(), "rb");
        if (!file || ::fstat(fileno(file), &status) != 0)
            return {};
        QByteArray contents(qsizetype(status.st_size), '\0');
        contents.truncate(qsizetype(std::fread(contents.data(), 1, size_t(contents.size()), file)));
        std::fclose(file);
        zips.append({QByteArray::fromStdString(entry.path().filename().string()), contents, qint64(status.st_mtime)});
    }
    std::sort(zips.begin(), zips.end(), [](const FoundZip &a, const FoundZip &b) { return a.modified < b.modified; });
    return zips;
}

/// Reads every member to its end, which checks its sum; nullopt where one is not whole.
std::optional<QHash<QString, QByteArray>> membersOf(QByteArray bytes)
{
    QBuffer buffer(&bytes);
    QuaZip zip(&buffer);
    if (!zip.open(QuaZip::mdUnzip))
        return std::nullopt;
    QHash<QString, QByteArray> members;
    for (bool more = zip.goToFirstFile(); more; more = zip.goToNextFile()) {
        QuaZipFile file(&zip);
        if (!file.open(QIODevice::ReadOnly))
            return std::nullopt;
        const QByteArray contents = file.readAll();
        file.close();
        if (file.getZipError() != UNZ_OK)
            return std::nullopt;
        members.insert(zip.getCurrentFileName(), contents);
    }
    if (zip.getZipError() != UNZ_OK)
        return std::nullopt;
    return members;
}

} // namespace

class TstDemoZips : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(createDemo({m_place.filePath(QStringLiteral("estate")), 12, 40, 1}).has_value());
        const Result<DemoEstate> estate = readDemo(m_place.filePath(QStringLiteral("estate")));
        QVERIFY(estate.has_value());
        m_data = estate->folder + QStringLiteral("/servers/moodle-b/data/moodle");
        const Result<QList<DemoCourse>> courses = demoCourses(40, estate->now);
        QVERIFY(courses.has_value());
        m_courses = *courses;
    }

    void everyStoryIsTold()
    {
        QSet<int> stories;
        for (const DemoCourse &demo : m_courses)
            stories.insert(int(demo.story));
        QCOMPARE(stories.size(), int(DemoCourseStory::NeverRun) + 1);
    }

    void everyZipIsAsItsStoryHasIt()
    {
        int good = 0;
        int damaged = 0;
        int none = 0;
        for (const DemoCourse &demo : m_courses) {
            const QList<FoundZip> zips = zipsOf(m_data, demo.course.id);
            const QByteArray what = QByteArray::number(demo.course.id) + ' ' + demo.course.shortName.toUtf8();
            if (!demo.newestZip.isValid()) {
                QVERIFY2(zips.isEmpty(), what.constData());
                ++none;
                continue;
            }
            QVERIFY2(!zips.isEmpty(), what.constData());
            QCOMPARE(zips.constLast().name, demoZipName(demo.course, demo.newestZip));
            QCOMPARE(zips.constLast().modified, demo.newestZip.toSecsSinceEpoch());
            const bool shouldBeGood = demo.story != DemoCourseStory::Truncated
                && demo.story != DemoCourseStory::WrongBytes && demo.story != DemoCourseStory::EmptyZip;
            for (const FoundZip &zip : zips) {
                const bool newest = zip.name == zips.constLast().name;
                const auto members = membersOf(zip.contents);
                QVERIFY2(members.has_value() == (shouldBeGood || !newest), (what + ' ' + zip.name).constData());
                (members ? good : damaged) += 1;
                if (!members)
                    continue;
                const QByteArray xml = members->value(QStringLiteral("moodle.xml"));
                QVERIFY(xml.left(200).contains("<MOODLE_BACKUP>") && xml.left(200).contains("<INFO>"));
                QVERIFY(xml.trimmed().endsWith("</MOODLE_BACKUP>"));
                QVERIFY(xml.contains("<ID>" + QByteArray::number(demo.course.id) + "</ID>"));
                QVERIFY(xml.contains("<SHORTNAME>" + demo.course.shortName.toUtf8() + "</SHORTNAME>"));
                QVERIFY(xml.contains("<DATE>" + QByteArray::number(zip.modified) + "</DATE>"));
            }
        }
        QCOMPARE(damaged, 4);
        QCOMPARE(none, 4);
        QCOMPARE(good, 37);
    }

    void oneNameIsNotUtf8()
    {
        int strange = 0;
        for (const DemoCourse &demo : m_courses) {
            for (const FoundZip &zip : zipsOf(m_data, demo.course.id))
                strange += isUtf8(zip.name) ? 0 : 1;
        }
        QCOMPARE(strange, 1);
    }

    void aZipHoldsItsCourse()
    {
        Course course;
        course.id = 42;
        course.shortName = QStringLiteral("A&B <1>");
        course.fullName = QStringLiteral("Économie");
        const QDateTime when(QDate(2008, 5, 19), QTime(16, 59), QTimeZone::utc());
        QCOMPARE(demoZipName(course, when), QByteArray("backup-a_b_1_-20080519-1659.zip"));
        const Result<QByteArray> zip = makeDemoZip({course, when, 5000, 3});
        QVERIFY(zip.has_value());
        const auto members = membersOf(*zip);
        QVERIFY(members.has_value());
        QVERIFY(members->value(QStringLiteral("moodle.xml")).contains("<SHORTNAME>A&amp;B &lt;1&gt;</SHORTNAME>"));
        QCOMPARE(*makeDemoZip({course, when, 5000, 3}), *zip);
        QVERIFY(*makeDemoZip({course, when, 5000, 4}) != *zip);
    }

    void lastRunIsASaturday_data()
    {
        QTest::addColumn<QString>("now");
        QTest::addColumn<QString>("run");
        QTest::newRow("on Monday") << QStringLiteral("2008-12-15T09:30:00Z") << QStringLiteral("2008-12-13T03:00:00Z");
        QTest::newRow("on Friday") << QStringLiteral("2008-12-12T09:30:00Z") << QStringLiteral("2008-12-06T03:00:00Z");
        QTest::newRow("on Saturday before it")
            << QStringLiteral("2008-12-13T02:59:59Z") << QStringLiteral("2008-12-06T03:00:00Z");
        QTest::newRow("as it begins") << QStringLiteral("2008-12-13T03:00:00Z")
                                      << QStringLiteral("2008-12-13T03:00:00Z");
    }
    void lastRunIsASaturday()
    {
        QFETCH(QString, now);
        QFETCH(QString, run);
        QCOMPARE(demoLastRun(QDateTime::fromString(now, Qt::ISODate)), QDateTime::fromString(run, Qt::ISODate));
    }

private:
    QTemporaryDir m_place;
    QString m_data;
    QList<DemoCourse> m_courses;
};

NIGHTKEEP_TEST(TstDemoZips, unit, Core)
#include "tst_demozips.moc"
