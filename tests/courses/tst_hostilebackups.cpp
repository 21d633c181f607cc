// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/workspacestore.h"
#include "models/base/json.h"
#include "models/base/tableproxy.h"
#include "models/courses/backupusage.h"
#include "models/courses/courseexplanation.h"
#include "models/courses/coursestable.h"
#include "tests/cli/ctl.h"
#include "tests/courses/backupfiles.h"
#include "tests/courses/madecourses.h"
#include "tests/support/hostilenames.h"
#include "tests/support/parsedback.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QSet>
#include <QTest>

#include <numeric>

using namespace Nightkeep;
namespace Files = Nightkeep::BackupFiles;

/// Backups under names that were made to do harm, in each kind of place where they can lie, from the listing to what is
/// shown, copied and told.
class TstHostileBackups : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void eachIsListed();
    void eachIsKept();
    void eachIsTold();
    void eachRecordIsTold();
    void theCommandLineCountsEach();
    void nothingWasRun();

private:
    /// All that is said of a site's copies: nothing in it that a terminal, a spreadsheet or a reader obeys.
    static void verifyTold(const SiteBackups &site);

    Files::DataServer m_server;
    QList<QByteArray> m_names = hostileFolderNames();
    Inventory m_inventory;
    CourseReading m_reading;
};

void TstHostileBackups::initTestCase()
{
    QVERIFY(m_names.size() >= 64);
    const QByteArray zip = Files::zipOf(Files::oldMembers(33));
    for (const QByteArray &name : std::as_const(m_names)) {
        m_server.add("/data/33/backupdata/" + name, zip);
        m_server.add("/shared/" + name, zip);
        m_server.add("/data/filedir/" + name, "nobody asks for it");
        m_server.add("/data/trashdir/" + name, "four");
    }
    const QByteArray hash = Files::putIntoPool(m_server.root(), "/data/filedir", Files::mbzOf({}));
    InventoryOrder order {InventoryOrder::Depth::Closed,
                          {{CopyPlace::CourseFolder, "/data"},
                           {CopyPlace::SharedFolder, "/shared"},
                           {CopyPlace::Pool, "/data/filedir"},
                           {CopyPlace::Trash, "/data/trashdir"}},
                          {hash}};
    order.sizes = {{hash, Files::mbzOf({}).size()}};
    m_inventory = m_server.seen(order);
    m_reading = MadeCourses::reading(MoodleEdition::Old);
    m_reading.courses = {MadeCourses::course(33, QStringLiteral("R&D"))};
    m_reading.head.places = m_inventory.places;
    m_reading.files = m_inventory.files;
}

void TstHostileBackups::eachIsListed()
{
    QSet<QByteArray> inFolder;
    QSet<QByteArray> inShared;
    for (const FoundFile &file : std::as_const(m_inventory.files)) {
        QVERIFY2(file.check.level == ZipLevel::Closed, file.path.constData());
        if (file.place == CopyPlace::CourseFolder)
            inFolder.insert(file.path.mid(qsizetype(qstrlen("33/backupdata/"))));
        else if (file.place == CopyPlace::SharedFolder)
            inShared.insert(file.path);
    }
    const QSet<QByteArray> all(m_names.cbegin(), m_names.cend());
    QCOMPARE(inFolder, all);
    QCOMPARE(inShared, all);
    QCOMPARE(m_inventory.files.size(), 2 * all.size() + 1);
    for (const PlaceSeen &place : std::as_const(m_inventory.places))
        QVERIFY2(place.sight == PlaceSight::Seen, qPrintable(place.problems.join(u'\n')));
    QCOMPARE(m_inventory.places.last().files, all.size());
    QCOMPARE(m_inventory.places.last().bytes, 4 * all.size());
}

void TstHostileBackups::eachIsKept()
{
    const QTemporaryDir folder;
    StoreOptions options;
    options.clock = MadeCourses::now;
    const Result<std::unique_ptr<WorkspaceStore>> store =
        WorkspaceStore::create(folder.filePath(QStringLiteral("hostile.nightkeep")), options);
    QVERIFY(store && (*store)->replaceSite({}, MadeCourses::site()));
    QVERIFY((*store)->saveCourseReading(QStringLiteral("moodle"), m_reading));
    const auto kept = (*store)->courseReading(QStringLiteral("moodle"));
    QVERIFY(kept && *kept);
    QCOMPARE((*kept)->files, m_reading.files);
    QCOMPARE((*kept)->head.places, m_reading.head.places);
}

void TstHostileBackups::verifyTold(const SiteBackups &site)
{
    QList<BackupCopy> copies = site.others;
    for (const CourseBackups &course : site.courses) {
        copies += course.copies;
        for (const QString &sentence : explainCourse(site, course, nullptr, MadeCourses::now()))
            QVERIFY2(!holdsControls(sentence), qPrintable(sentence));
    }
    for (const BackupCopy &copy : std::as_const(copies)) {
        // What a program reads has the very bytes.
        const QJsonObject object = toJson(copy, JsonManner::CommandLine);
        const QJsonValue bytes = object.value(u"pathBytes");
        QCOMPARE(bytes.isString() ? percentDecoded(bytes.toString().toLatin1())
                                  : object.value(u"path").toString().toUtf8(),
                 copy.file.path);
    }
    ColumnTable model(CopiesTable::description());
    model.setRows(copies, MadeCourses::now());
    QCOMPARE(model.rowCount(), int(copies.size()));
    TableProxy proxy;
    proxy.setSourceModel(&model);
    QList<int> columns(model.columnCount());
    std::iota(columns.begin(), columns.end(), 0);
    QList<int> rows(model.rowCount());
    std::iota(rows.begin(), rows.end(), 0);
    const QList<QStringList> records = csvRecords(proxy.csv(columns));
    QCOMPARE(records.size(), copies.size() + 1);
    for (const QStringList &record : records) {
        QCOMPARE(record.size(), columns.size());
        for (const QString &cell : record) {
            QVERIFY2(!holdsControls(cell), qPrintable(cell));
            QVERIFY2(cell.isEmpty() || !QStringView(u"=+-@").contains(cell.front()), qPrintable(cell));
        }
    }
    const QStringList copied = proxy.tabbed(rows, columns).split(u'\n', Qt::SkipEmptyParts);
    QCOMPARE(copied.size(), copies.size());
    for (const QString &line : copied)
        QCOMPARE(line.count(u'\t'), columns.size() - 1);
}

void TstHostileBackups::eachIsTold()
{
    const SiteBackups site = joinBackups(MadeCourses::site(), m_reading, MadeCourses::now());
    QSet<QByteArray> told;
    QList<BackupCopy> copies = site.others;
    for (const CourseBackups &course : site.courses)
        copies += course.copies;
    qint64 bytes = 0;
    for (const BackupCopy &copy : std::as_const(copies)) {
        told.insert(nameOf(copy.file.place).toLatin1() + ' ' + copy.file.path);
        bytes += copy.file.bytes;
    }
    QCOMPARE(told.size(), 2 * m_names.size());
    QCOMPARE(backupUsage(site, {}).bytes, bytes);
    verifyTold(site);
}

/// In a pool, a name is what Moodle records.
void TstHostileBackups::eachRecordIsTold()
{
    CourseReading reading = MadeCourses::reading(MoodleEdition::Later);
    reading.courses = {MadeCourses::course(33, QStringLiteral("R&D"))};
    for (int i = 0; i < m_names.size(); ++i) {
        MadeCourses::addPoolCopy(reading, reading.courses.first(), MadeCourses::lastRun().addSecs(-i));
        reading.records.last().name = QString::fromUtf8(m_names.at(i));
    }
    const SiteBackups site = joinBackups(MadeCourses::site(), reading, MadeCourses::now());
    QCOMPARE(site.courses.first().copies.size() + site.others.size(), m_names.size());
    verifyTold(site);
}

void TstHostileBackups::theCommandLineCountsEach()
{
    const CtlPlace place;
    const CtlRun made = place.makeUnaskedDemo();
    QVERIFY2(made.status == 0, made.told().constData());
    const CtlRun before = place.onDemo(words("usage"));
    QVERIFY2(before.status == 0, before.told().constData());
    for (const QByteArray &name : std::as_const(m_names))
        Files::put(place.demo(), "/servers/moodle-b/data/moodle/10/backupdata/" + name, "five!");
    const CtlRun after = place.onDemo(words("usage"));
    QVERIFY2(after.status == 0, after.told().constData());
    QCOMPARE(after.json()[u"files"].toInteger() - before.json()[u"files"].toInteger(), m_names.size());
    QCOMPARE(after.json()[u"bytes"].toInteger() - before.json()[u"bytes"].toInteger(), 5 * m_names.size());
    for (const char *const line : {"courses --offline", "courses show 10 --offline"}) {
        const CtlRun run = place.onDemo(words(line));
        QVERIFY2((run.status == 0 || run.status == 1) && !run.json().isNull(), run.told().constData());
    }
    const CtlRun shown =
        place.run(QStringList {QStringLiteral("--demo"), place.demo()} + words("courses show 10 --offline"));
    QVERIFY2(!holdsControls(QString::fromUtf8(shown.out)), shown.told().constData());
    QCOMPARE(canariesIn({place.path({}), place.demo(), place.demo() + QStringLiteral("/servers/moodle-b")}),
             QStringList());
}

void TstHostileBackups::nothingWasRun()
{
    QCOMPARE(canariesIn({m_server.root(), m_server.root() + QStringLiteral("/data"), QDir::currentPath()}),
             QStringList());
}

NIGHTKEEP_TEST(TstHostileBackups, integration, Core, 300)
#include "tst_hostilebackups.moc"
