// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ssh/sshhosts.h"
#include "app/store/workspacestore.h"
#include "app/wiki/wikifilereader.h"
#include "models/coverage/coveragemodel.h"
#include "models/matrix/servermatrixmodel.h"
#include "models/requests/proposaltable.h"
#include "models/requests/requeststable.h"
#include "models/requests/requesttext.h"
#include "models/servers/serverfield.h"
#include "tests/support/hostilenames.h"
#include "tests/support/mariadbfixture.h"
#include "tests/support/pagefixture.h"
#include "tests/support/parsedback.h"
#include "tests/support/sshfixture.h"
#include "tests/support/testmain.h"
#include "widgets/common/factsview.h"
#include "widgets/common/statedelegate.h"
#include "widgets/coverage/folderspage.h"
#include "widgets/matrix/serverspage.h"
#include "widgets/requests/requestdialog.h"
#include "widgets/requests/requestsdialog.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QPushButton>
#include <QTableView>
#include <QTest>
#include <QTextDocument>
#include <QXmlStreamReader>

#include <sys/stat.h>

using namespace Nightkeep;

namespace {

const QString H = QStringLiteral("moodle-h.example.org"); ///< wants every folder and has none backed up
const QString D = QStringLiteral("moodle-d.example.org"); ///< wants none and has all backed up
const QString K = QStringLiteral("moodle-k.example.org"); ///< wants all and has all

/// The bytes that a mail's two forms of a path stand for; both must agree where there are two.
BytePath mailedBytes(const QString &shown, const QString &encoded)
{
    if (encoded.isEmpty())
        return shown.toUtf8();
    const BytePath bytes = percentDecoded(encoded.toLatin1());
    return displayPath(bytes) == shown ? bytes : BytePath("(they differ)");
}

} // namespace

/// Folder and host names that were made to do harm, through everything that carries them.
class TstHostileNames : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void theCanariesAreAlive();
    void probeAndStore_data();
    void probeAndStore();
    void exportAndImport();
    void commandLine();
    void foldersPage();
    void serversPage();
    void editedInPlace();
    void toolTips();
    void requestHtmlPage();
    void requestPlainText();
    void requestMail();
    void requestsInTheWorkspace();
    void requestDialogs();
    void countsAndCanaries();
    void cleanupTestCase();

private:
    [[nodiscard]] BytePath folder(const QByteArray &name) const { return m_top + "/data/" + name; }
    [[nodiscard]] WorkspaceStore &store(const char *dialect) { return *m_stores[QLatin1String(dialect)]; }
    [[nodiscard]] StorageRequest request() const;
    void fill(FakeWorkspace &workspace);
    void count(const char *operation, const QSet<BytePath> &exact)
    {
        m_counts[QLatin1String(operation)] = exact.size();
    }

    QTemporaryDir m_folder;
    BytePath m_top; ///< the real folder above all; also their path below the root
    QList<QByteArray> m_names = hostileFolderNames();
    QList<BytePath> m_folders;
    QSet<BytePath> m_all;
    SshFixture m_sshd;
    MariaDbFixture m_mariadb;
    std::unique_ptr<SshHosts> m_hosts;
    QHash<QString, std::shared_ptr<WorkspaceStore>> m_stores;
    QList<ServerRow> m_rows; ///< as the SQLite workspace gives them back
    QMap<QString, qsizetype> m_counts; ///< operation -> names that came through byte for byte
};

void TstHostileNames::initTestCase()
{
    QVERIFY(m_folder.isValid());
    m_top = QFile::encodeName(m_folder.path());
    QVERIFY(QDir().mkpath(m_folder.filePath(QStringLiteral("data"))));
    // The root of the local server is a folder that holds the same paths below it.
    const BytePath root = m_top + "/root";
    QVERIFY(QDir().mkpath(QString::fromUtf8(root + m_top + "/data")));
    for (const QByteArray &name : std::as_const(m_names)) {
        QVERIFY2(!name.contains('/'), name.constData());
        QCOMPARE(::mkdir(folder(name).constData(), 0700), 0);
        QCOMPARE(::mkdir((root + folder(name)).constData(), 0700), 0);
        m_folders += folder(name);
    }
    m_all = QSet<BytePath>(m_folders.begin(), m_folders.end());
    QCOMPARE(m_all.size(), m_names.size());
    QVERIFY2(m_names.size() >= 64, "fewer than 64 hostile names");

    QVERIFY2(m_sshd.start(), qPrintable(m_sshd.problem()));
    SshHostsOptions options;
    options.runtimeFolder = m_sshd.folder();
    options.knownHostsFile = m_sshd.knownHostsFile();
    options.configFile = m_sshd.configFile();
    m_hosts = std::make_unique<SshHosts>(options);

    QVERIFY(m_mariadb.start());
    const QStringList places {m_folder.filePath(QStringLiteral("workspace.nightkeep")),
                              QStringLiteral("mysql://root@localhost/hostile?socket=%1").arg(m_mariadb.socketPath())};
    for (const QString &place : places) {
        Result<std::unique_ptr<WorkspaceStore>> made = WorkspaceStore::create(place);
        QVERIFY2(made, made ? "" : qPrintable(made.error().message + made.error().detail));
        m_stores.insert(place == places.first() ? QStringLiteral("sqlite") : QStringLiteral("mariadb"),
                        std::move(*made));
    }
}

/// A test of canaries that could not die would prove nothing: here they are run as they must not be.
void TstHostileNames::theCanariesAreAlive()
{
    const QString place = m_folder.filePath(QStringLiteral("careless"));
    QVERIFY(QDir().mkpath(place));
    for (const QByteArray &name : std::as_const(m_names)) {
        if (!name.contains("nk-canary"))
            continue;
        QProcess shell;
        shell.setWorkingDirectory(place);
        shell.start(QStringLiteral("/bin/sh"),
                    {QStringLiteral("-c"), QStringLiteral("echo ") + QString::fromUtf8(name)});
        QVERIFY(shell.waitForFinished());
    }
    const QStringList hatched = canariesIn({place});
    QVERIFY2(hatched.size() >= 8, qPrintable(hatched.join(u'\n')));
    QVERIFY(QDir(place).removeRecursively());
}

void TstHostileNames::probeAndStore_data()
{
    QTest::addColumn<QString>("way");
    QTest::addColumn<QString>("dialect");
    for (const char *way : {"ssh", "local"}) {
        for (const char *dialect : {"sqlite", "mariadb"})
            QTest::addRow("%s, %s", way, dialect) << QString::fromLatin1(way) << QString::fromLatin1(dialect);
    }
}

void TstHostileNames::probeAndStore()
{
    QFETCH(QString, way);
    QFETCH(QString, dialect);
    WorkspaceStore &workspace = *m_stores.value(dialect);
    const WikiFileReader wiki;
    ServerService service(workspace, *m_hosts, wiki, workspace, [] { return QDateTime::currentDateTimeUtc(); });
    Server server = m_sshd.server(H);
    if (way == QLatin1String("local")) {
        server.connection.kind = ServerConnection::Kind::LocalFolder;
        server.connection.root = m_folder.filePath(QStringLiteral("root"));
    }
    server.wanted = m_folders;
    // Beside each a neighbour that is not there: whoever cuts or changes a name finds it missing.
    for (const QByteArray &name : std::as_const(m_names)) {
        if (name.size() < 250)
            server.current += folder(name + ".not there");
    }
    const Result<QList<Server>> before = workspace.servers();
    const Server stored = before->isEmpty() ? Server() : before->constFirst();
    const Result<void> written = workspace.replaceServer(stored, server);
    QVERIFY2(written, written ? "" : qPrintable(written.error().message));
    QCOMPARE(workspace.servers()->constFirst(), server);

    const ProbeOutcome outcome = service.probe(server, Attendance::Background, {});
    QVERIFY2(outcome.snapshot,
             outcome.snapshot ? "" : qPrintable(outcome.snapshot.error().message + outcome.snapshot.error().detail));
    QSet<BytePath> present;
    for (auto found = outcome.snapshot->folders.cbegin(); found != outcome.snapshot->folders.cend(); ++found) {
        if (found.value() == FolderPresence::Present)
            present += found.key();
        else
            QVERIFY2(found.value() == FolderPresence::Missing && found.key().endsWith(".not there"),
                     percentEncoded(found.key()).constData());
    }
    QCOMPARE(present, m_all);
    QCOMPARE(outcome.snapshot->folders.size(), server.wanted.size() + server.current.size());
    count(way == QLatin1String("ssh") ? "probe over ssh" : "probe in a folder", present);
    const Result<std::optional<ServerSnapshot>> kept = workspace.latestSnapshot(H);
    QVERIFY(kept && kept->has_value());
    QCOMPARE((*kept)->folders, outcome.snapshot->folders);

    QSet<BytePath> listed;
    const QList<Server> servers = *workspace.servers();
    for (const Server &each : servers)
        listed += QSet<BytePath>(each.wanted.begin(), each.wanted.end());
    QCOMPARE(listed, m_all);
    count(dialect == QLatin1String("sqlite") ? "store in SQLite" : "store in MariaDB", listed);
}

void TstHostileNames::exportAndImport()
{
    // Now the servers that all that follows looks at.
    for (WorkspaceStore *workspace : {&store("sqlite"), &store("mariadb")}) {
        Server h = workspace->servers()->constFirst();
        const Server before = h;
        h.current.clear();
        Server d = h;
        d.name = D;
        d.current = m_folders;
        d.wanted.clear();
        Server k = h;
        k.name = K;
        k.current = m_folders;
        QVERIFY(workspace->replaceServers({{before, h}, {{}, d}, {{}, k}}));
        const ServerSnapshot seen = **workspace->latestSnapshot(H);
        QVERIFY(workspace->saveSnapshot(K, seen));
    }
    const Result<QByteArray> exported = store("sqlite").exportJson();
    QVERIFY(exported);
    QVERIFY(store("mariadb").importJson(*exported));
    QCOMPARE(*store("mariadb").servers(), *store("sqlite").servers());
    const Result<std::optional<ServerSnapshot>> again = store("mariadb").latestSnapshot(H);
    QCOMPARE(*again, *store("sqlite").latestSnapshot(H));
    QCOMPARE(QSet<BytePath>((*again)->folders.keyBegin(), (*again)->folders.keyEnd()) & m_all, m_all);
    const QList<BytePath> wanted = store("mariadb").servers()->constFirst().wanted;
    QCOMPARE(wanted, m_folders);
    count("export and import", QSet<BytePath>(wanted.begin(), wanted.end()));

    const QList<ServerRecord> records = *store("sqlite").records();
    for (const ServerRecord &record : records)
        m_rows.append(
            {record.server, record.snapshot, record.failure, compareCoverage(record.server, record.snapshot)});
    QCOMPARE(m_rows.size(), 3);
}

void TstHostileNames::commandLine()
{
    QProcess ctl;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("HOME"), m_folder.path());
    ctl.setProcessEnvironment(environment);
    ctl.setWorkingDirectory(m_folder.path());
    const QString program = qEnvironmentVariable("NIGHTKEEP_BIN_DIR") + QStringLiteral("/nightkeepctl");
    ctl.start(program,
              {QStringLiteral("--workspace"), store("sqlite").location(), QStringLiteral("coverage"), H,
               QStringLiteral("--json")});
    QVERIFY(ctl.waitForFinished(120000));
    QCOMPARE(ctl.exitCode(), 0);
    QSet<BytePath> told;
    for (const QJsonValue row : QJsonDocument::fromJson(ctl.readAllStandardOutput()).array()) {
        const QJsonValue bytes = row[QStringLiteral("pathBytes")];
        told += bytes.isString() ? percentDecoded(bytes.toString().toLatin1())
                                 : row[QStringLiteral("folder")].toString().toUtf8();
    }
    QCOMPARE(told, m_all);
    count("coverage --json", told);

    for (const char *format : {"text", "html"}) {
        ctl.start(program,
                  {QStringLiteral("--workspace"), store("sqlite").location(), QStringLiteral("request"),
                   QStringLiteral("make"), H, QStringLiteral("--format"), QLatin1String(format)});
        QVERIFY(ctl.waitForFinished(120000));
        QCOMPARE(ctl.exitCode(), 0);
        const QString out = QString::fromUtf8(ctl.readAllStandardOutput());
        QVERIFY(!holdsControls(out));
        for (const BytePath &path : std::as_const(m_folders)) {
            const QString shown = displayPath(path);
            QVERIFY(out.contains(*format == 't' ? QStringLiteral("    ") + shown + u'\n' : shown.toHtmlEscaped()));
        }
    }
}

void TstHostileNames::fill(FakeWorkspace &workspace)
{
    const QList<Server> others = *workspace.serverStore.servers();
    for (const Server &server : others)
        std::ignore = workspace.serverStore.replaceServer(server, {});
    for (const ServerRow &row : std::as_const(m_rows)) {
        QVERIFY(workspace.serverStore.replaceServer({}, row.server));
        if (row.snapshot)
            QVERIFY(workspace.serverStore.saveSnapshot(row.server.name, *row.snapshot));
    }
}

void TstHostileNames::foldersPage()
{
    PageFixture fixture;
    fill(fixture.workspace);
    FoldersPage page(fixture.context());
    page.reload();
    auto *view = page.findChild<QTableView *>();
    auto *shownFolders = page.findChild<QComboBox *>(QStringLiteral("folderStateFilter"));
    shownFolders->setCurrentIndex(shownFolders->findData(int(CoverageFilter::All)));
    QTRY_COMPARE_WITH_TIMEOUT(view->model()->rowCount(), 3 * m_names.size(), 60000);
    auto *detail = page.findChild<FactsView *>();
    QSet<BytePath> shown;
    QSet<BytePath> described;
    for (const BytePath &path : std::as_const(m_folders)) {
        const QString key = K + u'/' + QString::fromLatin1(percentEncoded(path));
        const QModelIndex row = rowWithKey(*view, key, CoverageModel::FolderColumn);
        QCOMPARE(row.data().toString(), displayPath(path));
        QCOMPARE(row.siblingAtColumn(CoverageModel::ByColumn).data().toString(), displayPath(path));
        shown += percentDecoded(key.section(u'/', 1).toLatin1());
        // What stands in the detail is what was written there: markup would have been eaten.
        page.showObject(key);
        QTRY_VERIFY2(detail->toPlainText().contains(displayPath(path)), percentEncoded(path).constData());
        QVERIFY(!holdsControls(detail->toPlainText()));
        described += path;
    }
    count("folders page", shown);
    count("folders page, detail", described);
    for (const QLabel *label : page.findChildren<QLabel *>())
        QVERIFY2(label->textFormat() == Qt::PlainText || !label->text().contains(u'<'),
                 qPrintable(label->objectName()));

    fixture.dialogs.fileToSave = QStringLiteral("/folders.csv");
    trigger(page, "exportFolders");
    const QStringList cells = csvColumn(fixture.files.value(QStringLiteral("/folders.csv")), QStringLiteral("Folder"));
    QCOMPARE(cells.size(), 3 * m_names.size());
    QSet<BytePath> saved;
    for (const BytePath &path : std::as_const(m_folders)) {
        QCOMPARE(cells.count(displayPath(path)), 3); // no two names look alike
        saved += path;
    }
    QVERIFY(!holdsControls(cells.join(u'\n')));
    count("folders CSV", saved);
}

void TstHostileNames::serversPage()
{
    PageFixture fixture;
    fill(fixture.workspace);
    ServersPage page(fixture.context());
    page.reload();
    auto *view = page.findChild<QTableView *>();
    QTRY_COMPARE_WITH_TIMEOUT(view->model()->rowCount(), 3, 60000);
    QStringList expected;
    for (const BytePath &path : std::as_const(m_folders))
        expected += displayPath(path);
    const QModelIndex wanted = rowWithKey(*view, K, ServerMatrixModel::WantedColumn);
    QCOMPARE(wanted.data(LinesRole).toStringList(), expected);
    QCOMPARE(wanted.siblingAtColumn(ServerMatrixModel::CurrentColumn).data(LinesRole).toStringList(), expected);
    page.showObject(K);
    auto *detail = page.findChild<FactsView *>();
    QTRY_VERIFY_WITH_TIMEOUT(detail->toPlainText().contains(expected.constLast()), 60000);
    QSet<BytePath> described;
    for (const BytePath &path : std::as_const(m_folders)) {
        if (detail->toPlainText().contains(displayPath(path)))
            described += path;
    }
    QCOMPARE(described, m_all);
    QVERIFY(!holdsControls(detail->toPlainText()));
    count("servers page", described);

    fixture.dialogs.fileToSave = QStringLiteral("/servers.csv");
    trigger(page, "exportServers");
    const QByteArray csv = fixture.files.value(QStringLiteral("/servers.csv"));
    const QStringList cells = csvColumn(csv, QStringLiteral("Wanted"));
    const auto same =
        std::count_if(cells.begin(), cells.end(), [&](const QString &cell) { return cell.split(u'\n') == expected; });
    QVERIFY2(same == 2, csv.left(400).constData());
    count("servers CSV", m_all);
}

/// The cell's text, taken back as a person leaves it after changing something else in it.
void TstHostileNames::editedInPlace()
{
    const Server &server = m_rows.constFirst().server;
    const QString text = serverFieldLines(server, ServerField::Wanted).join(u'\n');
    const Result<Server> after = withServerField(server, ServerField::Wanted, text + QStringLiteral("\n/new"));
    QVERIFY(after);
    QCOMPARE(after->wanted, m_folders + QList<BytePath> {"/new"});
    count("edit in place", QSet<BytePath>(after->wanted.begin(), after->wanted.end() - 1));
}

void TstHostileNames::toolTips()
{
    QSet<BytePath> shown;
    for (const BytePath &path : std::as_const(m_folders)) {
        QTextDocument document;
        document.setHtml(plainToolTip(displayPath(path)));
        QCOMPARE(document.toRawText().replace(QChar(0x2029), u'\n'), displayPath(path));
        shown += path;
    }
    count("tool tips", shown);
}

StorageRequest TstHostileNames::request() const
{
    StorageRequest request;
    request.note = QStringLiteral("<b>note</b>");
    for (const ProposedItem &proposed : proposeItems(m_rows, {})) {
        if (proposed.item.kind == RequestItem::Kind::AddFolder || proposed.item.kind == RequestItem::Kind::DropFolder)
            request.items += proposed.item;
    }
    return request;
}

void TstHostileNames::requestHtmlPage()
{
    const StorageRequest asked = request();
    QCOMPARE(asked.items.size(), 2 * m_names.size()); // added on one server, dropped on another
    const QByteArray html = requestHtml(asked);
    const ParsedHtml parsed = parseHtml(html);
    int encoded = 0;
    QSet<BytePath> exact;
    qsizetype code = 0;
    for (const RequestItem &item : asked.items) {
        const MailedPath path = mailedPath(item.folder);
        QCOMPARE(parsed.codes.value(code++), path.shown);
        if (!path.encoded.isEmpty()) {
            ++encoded;
            QCOMPARE(parsed.codes.value(code++), path.encoded);
        }
        QCOMPARE(mailedBytes(path.shown, path.encoded), item.folder);
        exact += item.folder;
    }
    QCOMPARE(parsed.codes.size(), code);
    const int rows = static_cast<int>(asked.items.size());
    const QHash<QString, int> expected {{QStringLiteral("html"), 1},
                                        {QStringLiteral("head"), 1},
                                        {QStringLiteral("meta"), 1},
                                        {QStringLiteral("title"), 1},
                                        {QStringLiteral("body"), 1},
                                        {QStringLiteral("p"), 2},
                                        {QStringLiteral("table"), 1},
                                        {QStringLiteral("tr"), rows + 1},
                                        {QStringLiteral("th"), 4},
                                        {QStringLiteral("td"), 4 * rows},
                                        {QStringLiteral("code"), rows + encoded},
                                        {QStringLiteral("br"), encoded}};
    QCOMPARE(parsed.elements, expected);
    QVERIFY(!holdsControls(QString::fromUtf8(html)));

    QXmlStreamReader reader(html); // well-formed as well, and so read alike by both kinds of parsers
    QStringList codes;
    while (!reader.atEnd()) {
        if (reader.readNext() == QXmlStreamReader::StartElement && reader.name() == QLatin1String("code"))
            codes += reader.readElementText();
    }
    QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
    QCOMPARE(codes, parsed.codes);
    count("request, HTML", exact);
}

void TstHostileNames::requestPlainText()
{
    const QString text = requestText(request());
    QVERIFY(!holdsControls(text));
    QStringList lines = text.split(u'\n');
    QMap<BytePath, int> met;
    static const QRegularExpression encoded(QStringLiteral("^    \\(percent-encoded: ([A-Za-z0-9%._~/-]+)\\)$"));
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (!lines.at(i).startsWith(QLatin1String("    /")))
            continue;
        const QRegularExpressionMatch match = encoded.match(lines.value(i + 1));
        ++met[mailedBytes(lines.at(i).mid(4), match.captured(1))];
    }
    QCOMPARE(met.size(), m_all.size());
    QVERIFY(std::all_of(met.begin(), met.end(), [](int times) { return times == 2; }));
    const QSet<BytePath> exact(met.keyBegin(), met.keyEnd());
    QCOMPARE(exact, m_all);
    count("request, text", exact);
}

void TstHostileNames::requestMail()
{
    static const QRegularExpression allowed(
        QStringLiteral("\\Amailto:storage@example\\.org\\?subject=[A-Za-z0-9._~%-]+&body=[A-Za-z0-9._~%-]+\\z"));
    QSet<BytePath> exact;
    const QList<RequestItem> items = request().items;
    for (const RequestItem &item : items) {
        StorageRequest one;
        one.items = {item};
        const Result<QString> link = requestMailLink(one, QStringLiteral("storage@example.org"));
        QVERIFY2(link, percentEncoded(item.folder).constData());
        QVERIFY2(allowed.match(*link).hasMatch(), qPrintable(*link));
        const QUrl url(*link, QUrl::StrictMode);
        QVERIFY(url.isValid());
        QCOMPARE(QString::fromLatin1(url.toEncoded()), *link);
        const QByteArray body = QByteArray::fromPercentEncoding(link->section(QStringLiteral("&body="), 1).toLatin1());
        QCOMPARE(QString::fromUtf8(body).replace(QStringLiteral("\r\n"), QStringLiteral("\n")), requestText(one));
        exact += item.folder;
    }
    QCOMPARE(exact, m_all);
    count("request, mail link", exact);
}

void TstHostileNames::requestsInTheWorkspace()
{
    for (WorkspaceStore *workspace : {&store("sqlite"), &store("mariadb")}) {
        StorageRequest asked = request();
        const Result<qint64> id = workspace->addStorageRequest(asked);
        QVERIFY(id);
        asked.id = *id;
        const StorageRequest stored = workspace->storageRequests()->constLast();
        QCOMPARE(stored, asked);
        QSet<BytePath> exact;
        for (const RequestItem &item : stored.items)
            exact += item.folder;
        QCOMPARE(exact, m_all);
        count("request in the workspace", exact);
    }
    const Result<QByteArray> exported = store("sqlite").exportJson();
    QVERIFY(store("mariadb").importJson(*exported));
    QCOMPARE(*store("mariadb").storageRequests(), *store("sqlite").storageRequests());
}

void TstHostileNames::requestDialogs()
{
    PageFixture fixture;
    fill(fixture.workspace);
    QList<ProposedItem> proposals = *fixture.workspace.requests().propose({H});
    const RequestDialog dialog(fixture.context(), proposals, true);
    const auto *model = dynamic_cast<ColumnTable<ProposedItem> *>(dialog.findChild<QAbstractTableModel *>());
    QVERIFY(model);
    QCOMPARE(ProposalTable::chosenItems(model->rows()).size(), m_names.size());
    StorageRequest asked;
    asked.items = ProposalTable::chosenItems(model->rows());
    auto *preview = childOf<QPlainTextEdit>(dialog, "requestPreview");
    QVERIFY(preview->toPlainText().endsWith(requestText(asked)));
    QSet<BytePath> shown;
    for (int row = 0; row < static_cast<int>(m_names.size()); ++row) {
        const QString cell = model->index(row, ProposalTable::SubjectColumn).data().toString();
        QCOMPARE(cell, displayPath(m_folders.at(row)));
        shown += m_folders.at(row);
    }
    childOf<QPushButton>(dialog, "copyRequest")->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), requestText(asked));
    count("request dialog", shown);

    const StorageRequest sent = *fixture.workspace.requests().markSent(asked, SendingWay::Copied);
    const RequestsDialog list(fixture.context(), {sent}, true);
    fixture.dialogs.fileToSave = QStringLiteral("/requests.csv");
    childOf<QPushButton>(list, "requestsSave")->click();
    const QStringList cells =
        csvColumn(fixture.files.value(QStringLiteral("/requests.csv")), QStringLiteral("What was asked"));
    QSet<BytePath> listed;
    for (const RequestItem &item : sent.items) {
        QCOMPARE(cells.count(requestItemTitle(item)), 1);
        listed += item.folder;
    }
    count("list of requests, CSV", listed);
}

void TstHostileNames::countsAndCanaries()
{
    QString told;
    for (auto operation = m_counts.cbegin(); operation != m_counts.cend(); ++operation) {
        told += QStringLiteral("\n%1: %2 of %3").arg(operation.key()).arg(operation.value()).arg(m_names.size());
        QCOMPARE(operation.value(), m_names.size());
    }
    QCOMPARE(m_counts.size(), 19);
    qInfo("%d names x %d operations, byte for byte:%s", int(m_names.size()), int(m_counts.size()), qPrintable(told));
    const QStringList canaries =
        canariesIn({m_folder.path(), m_folder.filePath(QStringLiteral("root")), QDir::homePath(), QDir::currentPath(),
                    QDir::rootPath(), QDir::tempPath(), m_sshd.folder()});
    QVERIFY2(canaries.isEmpty(), qPrintable(canaries.join(u'\n')));
}

/// QTemporaryDir cannot remove names that are not UTF-8.
void TstHostileNames::cleanupTestCase()
{
    m_hosts.reset();
    m_stores.clear();
    QCOMPARE(QProcess::execute(QStringLiteral("rm"), {QStringLiteral("-rf"), QStringLiteral("--"), m_folder.path()}),
             0);
}

NIGHTKEEP_TEST(TstHostileNames, integration, Window, 600)
#include "tst_hostilenames.moc"
