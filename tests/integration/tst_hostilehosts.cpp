// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ssh/sshhosts.h"
#include "models/base/csv.h"
#include "models/requests/requesttext.h"
#include "models/servers/servercheck.h"
#include "tests/support/hostilenames.h"
#include "tests/support/pagefixture.h"
#include "tests/support/parsedback.h"
#include "tests/support/testmain.h"
#include "widgets/matrix/serverspage.h"

#include <QTableView>
#include <QTest>

using namespace Nightkeep;

/// Host and user names that were made to do harm: refused before ssh is started, and text wherever
/// they are shown.
class TstHostileHosts : public QObject
{
    Q_OBJECT

private slots:
    void hostsAreRefusedBeforeSsh();
    void hostNamesAreOnlyText();
};

void TstHostileHosts::hostsAreRefusedBeforeSsh()
{
    // Whatever host ssh is started for, it runs this instead of connecting.
    QTemporaryDir place;
    const QString canary = place.filePath(canaryPrefix() + QStringLiteral("-ssh"));
    QFile config(place.filePath(QStringLiteral("config")));
    QVERIFY(config.open(QIODevice::WriteOnly));
    config.write(QStringLiteral("Host *\n  ProxyCommand touch %1\n").arg(canary).toLocal8Bit());
    config.close();
    SshHostsOptions options;
    options.runtimeFolder = place.path();
    options.knownHostsFile = place.filePath(QStringLiteral("known_hosts"));
    options.configFile = config.fileName();
    SshHosts hosts(options);
    FakeWorkspace fake;
    ServerService service(fake.serverStore, hosts, fake.wiki, fake.auditLog, fake.time.clock());
    int refused = 0;
    for (const QString &name : hostileHostNames()) {
        Server byName;
        byName.name = name;
        Server byHost;
        byHost.name = QStringLiteral("moodle-h.example.org");
        byHost.connection.host = name;
        Server byUser;
        byUser.name = QStringLiteral("moodle-h.example.org");
        byUser.connection.user = name;
        for (const Server &server : {byName, byHost, byUser}) {
            QVERIFY2(!checkServer(server), qPrintable(visibleText(name)));
            QCOMPARE(service.replaceServer({}, server).error().kind, ErrorKind::BadInput);
            const Result<std::unique_ptr<RemoteHost>> host = hosts.open(server, Attendance::Background);
            QVERIFY2(!host, qPrintable(visibleText(name)));
            const ProbeOutcome outcome = service.probe(server, Attendance::Background, {});
            QVERIFY(!outcome.snapshot);
            QCOMPARE(outcome.snapshot.error().kind, ErrorKind::BadInput);
            QVERIFY2(!holdsControls(outcome.snapshot.error().message), qPrintable(outcome.snapshot.error().message));
            ++refused;
        }
    }
    QCOMPARE(refused, 3 * hostileHostNames().size());
    QVERIFY(!QFile::exists(canary));

    Server allowed; // the trap works
    allowed.name = QStringLiteral("moodle-x.example.org");
    QVERIFY(!service.probe(allowed, Attendance::Background, {}).snapshot);
    QVERIFY(QFile::exists(canary));
}

void TstHostileHosts::hostNamesAreOnlyText()
{
    PageFixture fixture;
    const QList<Server> others = *fixture.workspace.serverStore.servers();
    for (const Server &server : others)
        std::ignore = fixture.workspace.serverStore.replaceServer(server, {});
    QStringList names = hostileHostNames();
    QList<ServerRow> rows;
    for (const QString &name : names) { // as a workspace that others wrote may have them
        Server server;
        server.name = name;
        server.storageNode = name;
        server.wanted = {"/data"};
        QVERIFY(fixture.workspace.serverStore.replaceServer({}, server));
        rows.append({server, std::nullopt, std::nullopt, compareCoverage(server, std::nullopt)});
    }
    ServersPage page(fixture.context());
    page.reload();
    auto *view = page.findChild<QTableView *>();
    QTRY_COMPARE_WITH_TIMEOUT(view->model()->rowCount(), names.size(), 60000);
    fixture.dialogs.fileToSave = QStringLiteral("/servers.csv");
    trigger(page, "exportServers");
    const QByteArray csv = fixture.files.value(QStringLiteral("/servers.csv"));
    const QList<QStringList> records = csvRecords(csv);
    QCOMPARE(records.size(), names.size() + 1);

    StorageRequest asked;
    for (const ProposedItem &proposed : proposeItems(rows, {})) {
        if (proposed.item.kind == RequestItem::Kind::AddFolder)
            asked.items += proposed.item;
    }
    QCOMPARE(asked.items.size(), names.size());
    const ParsedHtml parsed = parseHtml(requestHtml(asked));
    QCOMPARE(parsed.elements.value(QStringLiteral("tr")), names.size() + 1);
    QCOMPARE(parsed.elements.size(), 11); // no element more than it has without them, and no <br>
    const QString text = requestText(asked);
    QVERIFY(!holdsControls(text));
    for (qsizetype i = 0; i < names.size(); ++i) {
        const QString visible = visibleText(names.at(i));
        QCOMPARE(parsed.cells.value(4 * i), QStringLiteral("%1 (node %1)").arg(visible));
        QVERIFY2(text.contains(u'\n' + QStringLiteral("%1 (node %1)").arg(visible) + u'\n'), qPrintable(visible));
        const auto shown = std::count_if(records.begin(), records.end(), [&](const QStringList &record) {
            return record.constFirst() == spreadsheetSafe(visible);
        });
        QVERIFY2(shown == 1, qPrintable(visible));
    }
    QVERIFY(!holdsControls(requestSubject(asked)));
}

NIGHTKEEP_TEST(TstHostileHosts, integration, Window)
#include "tst_hostilehosts.moc"
