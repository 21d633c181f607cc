// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakeworkspace.h"
#include "tests/support/testmain.h"

#include <QTest>

#include <tuple>

using namespace Nightkeep;

namespace {

const QString A = QStringLiteral("moodle-a.example.org");
const QString Pp = QStringLiteral("moodle-pp.example.org");

/// What the storage manager of moodle-pp says from now on.
void probe(FakeWorkspace &workspace, const QList<BytePath> &taken)
{
    ServerSnapshot snapshot;
    snapshot.takenAt = workspace.time.now();
    snapshot.mounts = {{"/", QStringLiteral("ext4"), "/dev/sda1"}};
    snapshot.domain = taken;
    snapshot.fileSpaces = QList<FileSpace>();
    for (const BytePath &path : taken)
        snapshot.fileSpaces->append({path, workspace.time.now().addSecs(-3600)});
    snapshot.folders.insert("/data/moodle", FolderPresence::Present);
    std::ignore = workspace.serverStore.saveSnapshot(Pp, snapshot);
}

StorageRequest draftOf(FakeWorkspace &workspace, const QStringList &servers)
{
    StorageRequest request;
    const Result<QList<ProposedItem>> proposed = workspace.requests().propose(servers);
    for (const ProposedItem &candidate : *proposed) {
        if (candidate.chosen)
            request.items += candidate.item;
    }
    return request;
}

QStringList acts(FakeWorkspace &workspace, const char *prefix)
{
    QStringList lines;
    const Result<QList<AuditEntry>> entries = workspace.auditLog.entries(QLatin1String(prefix));
    for (const AuditEntry &entry : *entries)
        lines += entry.act + u' ' + entry.phase + u' ' + entry.result;
    return lines;
}

} // namespace

/// Requests from the first thought to their end, over a workspace in memory.
class TstRequestService : public QObject
{
    Q_OBJECT

private slots:
    void proposesForTheNamed();
    void sentIsRemembered();
    void nothingIsNotARequest();
    void closesByItselfOnce();
    void readingWritesNothing();
    void whatProbesShowCanBeWithdrawnFrom();
    void aWorkspaceThatCannotBeWrittenStillSaysIt();
    void withdrawing();
    void failuresAreTold();
    void findingsKnowRequests();
};

void TstRequestService::proposesForTheNamed()
{
    FakeWorkspace workspace;
    workspace.fillSmallEstate();
    const Result<QList<ProposedItem>> one = workspace.requests().propose({QStringLiteral("MOODLE-PP.example.org")});
    QVERIFY(one);
    QCOMPARE(one->size(), 2);
    QCOMPARE(one->first().item.server, Pp);
    QCOMPARE(one->first().item.folder, BytePath("/data/moodle"));
    const Result<QList<ProposedItem>> all = workspace.requests().propose({});
    QVERIFY(all->size() > one->size());
    QCOMPARE(workspace.requests().propose({QStringLiteral("nobody")}).error().kind, ErrorKind::NotFound);
    QCOMPARE(acts(workspace, "request"), QStringList());
}

void TstRequestService::sentIsRemembered()
{
    FakeWorkspace workspace;
    workspace.fillSmallEstate();
    const StorageRequest draft = draftOf(workspace, {Pp});
    const Result<StorageRequest> sent = workspace.requests().markSent(draft, SendingWay::Copied);
    QVERIFY(sent);
    QCOMPARE(sent->id, 1);
    QCOMPARE(sent->sentAt, workspace.time.now());
    QCOMPARE(sent->sentBy, QStringLiteral("tester@workstation"));
    QCOMPARE(sent->createdBy, sent->sentBy);
    QCOMPARE(sent->way, SendingWay::Copied);
    QCOMPARE(sent->items, draft.items);
    QCOMPARE(*workspace.requests().requests(), QList<StorageRequest> {*sent});
    QCOMPARE(*workspace.requests().request(1), *sent);
    QCOMPARE(workspace.requests().request(2).error().kind, ErrorKind::NotFound);
    QCOMPARE(acts(workspace, "request"),
             QStringList({QStringLiteral("request.sent before "), QStringLiteral("request.sent after ok")}));
    const AuditEntry before = workspace.auditLog.entries()->at(0);
    QVERIFY(before.newValue.contains(QStringLiteral("/data/moodle")));
    QCOMPARE(workspace.auditLog.entries()->at(1).before, before.id);
    QVERIFY(!workspace.requests().propose({Pp})->first().chosen); // it has been asked
}

void TstRequestService::nothingIsNotARequest()
{
    FakeWorkspace workspace;
    workspace.fillSmallEstate();
    QCOMPARE(workspace.requests().markSent({}, SendingWay::Mail).error().kind, ErrorKind::BadInput);
    QCOMPARE(workspace.requests().requests()->size(), 0);
    QCOMPARE(acts(workspace, "request"), QStringList());
}

void TstRequestService::closesByItselfOnce()
{
    FakeWorkspace workspace;
    workspace.fillSmallEstate();
    const StorageRequest sent = *workspace.requests().markSent(draftOf(workspace, {Pp}), SendingWay::Mail);
    workspace.time.advance(3600);
    probe(workspace, {"/srv"});
    QVERIFY(workspace.requests().request(1)->isOpen());
    QCOMPARE(*workspace.requestStore.storageRequests(), QList<StorageRequest> {sent});

    workspace.time.advance(3600);
    const QDateTime seen = workspace.time.now();
    probe(workspace, {"/data"});
    workspace.time.advance(60);
    QVERIFY(workspace.requests().noteWhatIsDone());
    QVERIFY(workspace.requests().noteWhatIsDone()); // once is enough
    const StorageRequest closed = *workspace.requests().request(1);
    QVERIFY(!closed.isOpen());
    QCOMPARE(closed.closedAt(), seen);
    QCOMPARE(*workspace.requestStore.storageRequests(), QList<StorageRequest> {closed});
    QCOMPARE(acts(workspace, "request.done"), QStringList({QStringLiteral("request.done done ok")}));
    QVERIFY(workspace.auditLog.entries(QStringLiteral("request.done"))
                ->first()
                .oldValue.contains(QStringLiteral("\"open\"")));

    // Later probes change neither the day nor the end.
    workspace.time.advance(3600);
    probe(workspace, {"/data"});
    QCOMPARE(*workspace.requests().request(1), closed);
    probe(workspace, {"/srv"});
    QCOMPARE(*workspace.requests().request(1), closed);
    QCOMPARE(acts(workspace, "request.done").size(), 1);
}

void TstRequestService::readingWritesNothing()
{
    FakeWorkspace workspace;
    workspace.fillSmallEstate();
    const StorageRequest sent = *workspace.requests().markSent(draftOf(workspace, {Pp}), SendingWay::Mail);
    workspace.time.advance(3600);
    probe(workspace, {"/data"});
    QVERIFY(allFindings(workspace));
    QVERIFY(workspace.requests().propose({}));
    QVERIFY(!workspace.requests().request(1)->isOpen());
    QCOMPARE(*workspace.requestStore.storageRequests(), QList<StorageRequest> {sent});
    QCOMPARE(acts(workspace, "request.done"), QStringList());
}

void TstRequestService::whatProbesShowCanBeWithdrawnFrom()
{
    FakeWorkspace workspace;
    workspace.fillSmallEstate();
    StorageRequest draft = draftOf(workspace, {Pp});
    RequestItem question;
    question.kind = RequestItem::Kind::Question;
    question.text = QStringLiteral("How long?");
    draft.items += question;
    QVERIFY(workspace.requests().markSent(draft, SendingWay::Mail));
    workspace.time.advance(3600);
    probe(workspace, {"/data"});
    const StorageRequest seen = *workspace.requests().request(1); // partly done, which nobody has written yet
    QVERIFY(seen.isOpen());
    QVERIFY(seen != workspace.requestStore.storageRequests()->first());
    const Result<StorageRequest> ended = workspace.requests().withdraw(seen, -1, QStringLiteral("Enough."));
    QVERIFY2(ended, ended ? "" : qPrintable(ended.error().message));
    QVERIFY(!ended->isOpen());
    QCOMPARE(workspace.requestStore.storageRequests()->first(), *ended);
}

void TstRequestService::aWorkspaceThatCannotBeWrittenStillSaysIt()
{
    /// A workspace that answers and takes nothing.
    class ReadOnlyStore final : public RequestStore
    {
    public:
        QList<StorageRequest> stored;
        Result<QList<StorageRequest>> storageRequests() const override { return stored; }
        Result<qint64> addStorageRequest(const StorageRequest &) override { return refused(); }
        Result<void> replaceStorageRequest(const StorageRequest &, const StorageRequest &) override
        {
            return refused();
        }
        static Unexpected refused() { return fail(ErrorKind::ReadOnly, QStringLiteral("The workspace is read-only.")); }
    };
    FakeWorkspace workspace;
    workspace.fillSmallEstate();
    ReadOnlyStore store;
    StorageRequest request = draftOf(workspace, {Pp});
    request.id = 1;
    request.sentAt = workspace.time.now();
    store.stored = {request};
    RequestService requests(store, workspace.servers(), workspace.auditLog, workspace.time.clock());
    workspace.time.advance(60);
    probe(workspace, {"/data"});
    QVERIFY(!requests.request(1)->isOpen());
    QVERIFY(requests.noteWhatIsDone()); // there is nowhere to note it, and it is shown all the same
    QCOMPARE(acts(workspace, "request"), QStringList());
    QCOMPARE(requests.markSent(request, SendingWay::Mail).error().kind, ErrorKind::ReadOnly);
    QCOMPARE(acts(workspace, "request"),
             QStringList({QStringLiteral("request.sent before "), QStringLiteral("request.sent after failed")}));
    QCOMPARE(requests.withdraw(request, -1, {}).error().kind, ErrorKind::ReadOnly);
}

void TstRequestService::withdrawing()
{
    FakeWorkspace workspace;
    workspace.fillSmallEstate();
    StorageRequest draft = draftOf(workspace, {});
    RequestItem question;
    question.kind = RequestItem::Kind::Question;
    question.text = QStringLiteral("How long?");
    draft.items += question;
    QVERIFY(draft.items.size() > 1);
    const StorageRequest sent = *workspace.requests().markSent(draft, SendingWay::File);
    const qsizetype last = sent.items.size() - 1;
    const Result<StorageRequest> one = workspace.requests().withdraw(sent, last, QStringLiteral("They told us."));
    QVERIFY(one);
    QCOMPARE(one->items.at(last).state, RequestItem::State::Withdrawn);
    QCOMPARE(one->items.at(last).endedAt, workspace.time.now());
    QCOMPARE(one->items.at(last).endedWhy, QStringLiteral("They told us."));
    QVERIFY(one->isOpen());

    QCOMPARE(workspace.requests().withdraw(sent, 0, {}).error().kind, ErrorKind::Conflict); // no longer what was seen
    QCOMPARE(workspace.requests().withdraw(*one, last, {}).error().kind, ErrorKind::BadInput);
    QCOMPARE(workspace.requests().withdraw(*one, last + 1, {}).error().kind, ErrorKind::BadInput);
    const Result<StorageRequest> all = workspace.requests().withdraw(*one, -1, {});
    QVERIFY(all);
    QVERIFY(!all->isOpen());
    QCOMPARE(all->items.at(last).endedWhy, QStringLiteral("They told us."));
    QCOMPARE(workspace.requests().withdraw(*all, -1, {}).error().kind, ErrorKind::BadInput);
    QCOMPARE(acts(workspace, "request.withdraw").size(), 2);
}

void TstRequestService::failuresAreTold()
{
    FakeWorkspace workspace;
    workspace.fillSmallEstate();
    const StorageRequest draft = draftOf(workspace, {Pp});
    const Error broken {ErrorKind::DiskFull, QStringLiteral("The disk is full.")};
    workspace.auditLog.setFailure(broken);
    QCOMPARE(workspace.requests().markSent(draft, SendingWay::Mail).error().kind, ErrorKind::DiskFull);
    QCOMPARE(workspace.requestStore.storageRequests()->size(), 0); // no line before, no act
    workspace.auditLog.setFailure(std::nullopt);
    workspace.requestStore.setFailure(broken);
    QCOMPARE(workspace.requests().requests().error().kind, ErrorKind::DiskFull);
    QCOMPARE(workspace.requests().propose({}).error().kind, ErrorKind::DiskFull);
    workspace.requestStore.setFailure(std::nullopt);
    QVERIFY(workspace.requests().markSent(draft, SendingWay::Mail));
    workspace.serverStore.setFailure(broken);
    QCOMPARE(workspace.requests().requests().error().kind, ErrorKind::DiskFull);
}

void TstRequestService::findingsKnowRequests()
{
    FakeWorkspace workspace;
    workspace.fillSmallEstate();
    QVERIFY(workspace.requests().markSent(draftOf(workspace, {Pp}), SendingWay::Mail));
    workspace.time.advance(16LL * 24 * 3600);
    const Result<QList<Finding>> findings = allFindings(workspace);
    QVERIFY(findings);
    int old = 0;
    int asked = 0;
    for (const Finding &finding : *findings) {
        old += finding.id == QLatin1String("request/1") ? 1 : 0;
        asked += finding.page == Page::Folders && finding.advice.contains(QStringLiteral("29 November 2008")) ? 1 : 0;
    }
    QCOMPARE(old, 1);
    QCOMPARE(asked, 1);
}

NIGHTKEEP_TEST(TstRequestService, unit, Core)
#include "tst_requestservice.moc"
