// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where what is asked of the storage team hangs on more than one folder's own verdict.
#include "models/requests/storagerequest.h"
#include "tests/coverage/coveragefixture.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace CoverageFixture;

namespace {

ServerRow rowOf(const Server &asked, const ServerSnapshot &seen)
{
    return {asked, seen, std::nullopt, compareCoverage(asked, seen)};
}

} // namespace

class TstRequestCoverage : public QObject
{
    Q_OBJECT

private slots:
    void memoryHidesNothing_data();
    void memoryHidesNothing();
    void whatOthersAreForCounts_data();
    void whatOthersAreForCounts();
};

void TstRequestCoverage::memoryHidesNothing_data()
{
    QTest::addColumn<QString>("spaces");
    QTest::addColumn<QString>("expected"); // for the wanted /data/moodle, of which /data/moodle/sess is in memory
    const auto row = [](const char *name, const char *spaces, const char *expected) {
        QTest::newRow(name) << QString::fromLatin1(spaces) << QString::fromLatin1(expected);
    };
    row("all is well but the memory", "/", "");
    row("its disk is stale", "/:500", "reachFolder");
    row("what is below is stale", "/ /data/moodle/1:500", "reachFolder");
    row("what is below was never taken whole", "/ /data/moodle/1:never", "reachFolder");
}

void TstRequestCoverage::memoryHidesNothing()
{
    QFETCH(QString, spaces);
    QFETCH(QString, expected);
    const ServerRow row = rowOf(server({}, QStringLiteral("/data/moodle")),
                                snapshot(QStringLiteral("/:ext4 /data/moodle/sess:tmpfs"), spaces));
    const CoverageRow &verdict = row.coverage.first();
    const RequestItem item = proposeItems({row}, {}).first().item;
    QCOMPARE(item.folder.isEmpty() ? QString() : nameOf(item.kind), expected);
    QCOMPARE(verdict.onlyMemory, expected.isEmpty());
    QVERIFY2(verdict.reason.contains(QStringLiteral("lost at every boot")), qPrintable(verdict.reason));
}

void TstRequestCoverage::whatOthersAreForCounts_data()
{
    QTest::addColumn<QString>("wanted");
    QTest::addColumn<QString>("list");
    QTest::addColumn<bool>("done"); // the request for /data
    const auto row = [](const char *name, const char *wanted, const char *list, bool done) {
        QTest::newRow(name) << QString::fromLatin1(wanted) << QString::fromLatin1(list) << done;
    };
    row("course backups of a folder below", "/data /data/moodle", "- /.../*.zip", false);
    row("the same, and it has left the list", "/data/moodle", "- /.../*.zip", false);
    row("dumps of a folder below", "/data/mysql/backup /data", "- /.../*.sql", false);
    row("the whole of a folder below", "/data /data/old/moodle", "-dir /.../old", false);
    row("nothing that any is for", "/data /data/moodle", "- /.../core", true);
    row("none below", "/data", "- /.../*.zip", true);
}

/// Where the list says partly, a request is not done although the folder alone would be covered.
void TstRequestCoverage::whatOthersAreForCounts()
{
    QFETCH(QString, wanted);
    QFETCH(QString, list);
    QFETCH(bool, done);
    ServerSnapshot seen = snapshot(QStringLiteral("/:ext4"), QStringLiteral("/data"), QStringLiteral("/data"), list);
    seen.folders.insert("/data", FolderPresence::Present);
    const ServerRow row = rowOf(server({}, wanted), seen);
    RequestItem item;
    item.kind = RequestItem::Kind::AddFolder;
    item.server = row.server.name;
    item.folder = "/data";
    StorageRequest request;
    request.sentAt = noon().addSecs(-3600);
    request.items = {item};
    QCOMPARE(settled(request, {row}).items.first().state == RequestItem::State::Done, done);
}

NIGHTKEEP_TEST(TstRequestCoverage, unit, Core)
#include "tst_requestcoverage.moc"
