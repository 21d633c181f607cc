// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakedesk.h"

#include <QTest>

#include <tuple>

using namespace Nightkeep;

namespace {

const QString A = QStringLiteral("moodle-a.example.org");
const QString Pp = QStringLiteral("moodle-pp.example.org");

/// What the storage manager of moodle-pp says from now on.
void probe(FakeDesk &desk, const QList<BytePath> &taken)
{
    ServerSnapshot snapshot;
    snapshot.takenAt = desk.time.now();
    snapshot.mounts = {{"/", QStringLiteral("ext4"), "/dev/sda1"}};
    snapshot.domain = taken;
    snapshot.fileSpaces = QList<FileSpace>();
    for (const BytePath &path : taken)
        snapshot.fileSpaces->append({path, desk.time.now().addSecs(-3600)});
    snapshot.folders.insert("/data/moodle", FolderPresence::Present);
    std::ignore = desk.serverStore.saveSnapshot(Pp, snapshot);
}

StorageRequest draftOf(FakeDesk &desk, const QStringList &servers)
{
    StorageRequest request;
    const Result<QList<ProposedItem>> proposed = desk.requests().propose(servers);
    for (const ProposedItem &candidate : *proposed) {
        if (candidate.chosen)
            request.items += candidate.item;
    }
    return request;
}

QStringList acts(FakeDesk &desk, const char *prefix)
{
    QStringList lines;
    const Result<QList<AuditEntry>> entries = desk.auditLog.entries(QLatin1String(prefix));
    for (const AuditEntry &entry : *entries)
        lines += entry.act + u' ' + entry.phase + u' ' + entry.result;
    return lines;
}

} // namespace

/// Requests from the first thought to their end, over a book in memory.
class TstRequestDesk : public QObject
{
    Q_OBJECT

private slots:
    void proposesForTheNamed();
    void sentIsRemembered();
    void nothingIsNotARequest();
    void closesByItselfOnce();
    void aBookThatCannotBeWrittenStillSaysIt();
    void withdrawing();
    void failuresAreTold();
    void findingsKnowRequests();
};

void TstRequestDesk::proposesForTheNamed()
{
    FakeDesk desk;
    desk.fillSmallEstate();
    const Result<QList<ProposedItem>> one = desk.requests().propose({QStringLiteral("MOODLE-PP.example.org")});
    QVERIFY(one);
    QCOMPARE(one->size(), 2);
    QCOMPARE(one->first().item.server, Pp);
    QCOMPARE(one->first().item.folder, BytePath("/data/moodle"));
    const Result<QList<ProposedItem>> all = desk.requests().propose({});
    QVERIFY(all->size() > one->size());
    QCOMPARE(desk.requests().propose({QStringLiteral("nobody")}).error().kind, ErrorKind::NotFound);
    QCOMPARE(acts(desk, "request"), QStringList());
}

void TstRequestDesk::sentIsRemembered()
{
    FakeDesk desk;
    desk.fillSmallEstate();
    const StorageRequest draft = draftOf(desk, {Pp});
    const Result<StorageRequest> sent = desk.requests().markSent(draft, SendingWay::Copied);
    QVERIFY(sent);
    QCOMPARE(sent->id, 1);
    QCOMPARE(sent->sentAt, desk.time.now());
    QCOMPARE(sent->sentBy, QStringLiteral("tester@workstation"));
    QCOMPARE(sent->createdBy, sent->sentBy);
    QCOMPARE(sent->way, SendingWay::Copied);
    QCOMPARE(sent->items, draft.items);
    QCOMPARE(*desk.requests().requests(), QList<StorageRequest> {*sent});
    QCOMPARE(*desk.requests().request(1), *sent);
    QCOMPARE(desk.requests().request(2).error().kind, ErrorKind::NotFound);
    QCOMPARE(acts(desk, "request"),
             QStringList({QStringLiteral("request.sent before "), QStringLiteral("request.sent after ok")}));
    const AuditEntry before = desk.auditLog.entries()->at(0);
    QVERIFY(before.newValue.contains(QStringLiteral("/data/moodle")));
    QCOMPARE(desk.auditLog.entries()->at(1).before, before.id);
    QVERIFY(!desk.requests().propose({Pp})->first().chosen); // it has been asked
}

void TstRequestDesk::nothingIsNotARequest()
{
    FakeDesk desk;
    desk.fillSmallEstate();
    QCOMPARE(desk.requests().markSent({}, SendingWay::Mail).error().kind, ErrorKind::BadInput);
    QCOMPARE(desk.requests().requests()->size(), 0);
    QCOMPARE(acts(desk, "request"), QStringList());
}

void TstRequestDesk::closesByItselfOnce()
{
    FakeDesk desk;
    desk.fillSmallEstate();
    const StorageRequest sent = *desk.requests().markSent(draftOf(desk, {Pp}), SendingWay::Mail);
    desk.time.advance(3600);
    probe(desk, {"/srv"});
    QVERIFY(desk.requests().request(1)->isOpen());
    QCOMPARE(*desk.requestStore.storageRequests(), QList<StorageRequest> {sent});

    desk.time.advance(3600);
    const QDateTime seen = desk.time.now();
    probe(desk, {"/data"});
    desk.time.advance(60);
    const StorageRequest closed = *desk.requests().request(1);
    QVERIFY(!closed.isOpen());
    QCOMPARE(closed.closedAt(), seen);
    QCOMPARE(*desk.requestStore.storageRequests(), QList<StorageRequest> {closed});
    QCOMPARE(acts(desk, "request.done"), QStringList({QStringLiteral("request.done done ok")}));
    QVERIFY(
        desk.auditLog.entries(QStringLiteral("request.done"))->first().oldValue.contains(QStringLiteral("\"open\"")));

    // Later probes change neither the day nor the end.
    desk.time.advance(3600);
    probe(desk, {"/data"});
    QCOMPARE(*desk.requests().request(1), closed);
    probe(desk, {"/srv"});
    QCOMPARE(*desk.requests().request(1), closed);
    QCOMPARE(acts(desk, "request.done").size(), 1);
}

void TstRequestDesk::aBookThatCannotBeWrittenStillSaysIt()
{
    /// A book that answers and takes nothing.
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
        static Unexpected refused() { return fail(ErrorKind::ReadOnly, QStringLiteral("The book is read-only.")); }
    };
    FakeDesk desk;
    desk.fillSmallEstate();
    ReadOnlyStore store;
    StorageRequest request = draftOf(desk, {Pp});
    request.id = 1;
    request.sentAt = desk.time.now();
    store.stored = {request};
    RequestDesk requests(store, desk.servers(), desk.auditLog, desk.time.clock());
    desk.time.advance(60);
    probe(desk, {"/data"});
    QVERIFY(!requests.request(1)->isOpen());
    QCOMPARE(acts(desk, "request"), QStringList());
    QCOMPARE(requests.markSent(request, SendingWay::Mail).error().kind, ErrorKind::ReadOnly);
    QCOMPARE(acts(desk, "request"),
             QStringList({QStringLiteral("request.sent before "), QStringLiteral("request.sent after failed")}));
    QCOMPARE(requests.withdraw(request, -1, {}).error().kind, ErrorKind::ReadOnly);
}

void TstRequestDesk::withdrawing()
{
    FakeDesk desk;
    desk.fillSmallEstate();
    StorageRequest draft = draftOf(desk, {});
    RequestItem question;
    question.kind = RequestItem::Kind::Question;
    question.text = QStringLiteral("How long?");
    draft.items += question;
    QVERIFY(draft.items.size() > 1);
    const StorageRequest sent = *desk.requests().markSent(draft, SendingWay::File);
    const qsizetype last = sent.items.size() - 1;
    const Result<StorageRequest> one = desk.requests().withdraw(sent, last, QStringLiteral("They told us."));
    QVERIFY(one);
    QCOMPARE(one->items.at(last).state, RequestItem::State::Withdrawn);
    QCOMPARE(one->items.at(last).endedAt, desk.time.now());
    QCOMPARE(one->items.at(last).endedWhy, QStringLiteral("They told us."));
    QVERIFY(one->isOpen());

    QCOMPARE(desk.requests().withdraw(sent, 0, {}).error().kind, ErrorKind::Conflict); // no longer what was seen
    QCOMPARE(desk.requests().withdraw(*one, last, {}).error().kind, ErrorKind::BadInput);
    QCOMPARE(desk.requests().withdraw(*one, last + 1, {}).error().kind, ErrorKind::BadInput);
    const Result<StorageRequest> all = desk.requests().withdraw(*one, -1, {});
    QVERIFY(all);
    QVERIFY(!all->isOpen());
    QCOMPARE(all->items.at(last).endedWhy, QStringLiteral("They told us."));
    QCOMPARE(desk.requests().withdraw(*all, -1, {}).error().kind, ErrorKind::BadInput);
    QCOMPARE(acts(desk, "request.withdraw").size(), 2);
}

void TstRequestDesk::failuresAreTold()
{
    FakeDesk desk;
    desk.fillSmallEstate();
    const StorageRequest draft = draftOf(desk, {Pp});
    const Error broken {ErrorKind::DiskFull, QStringLiteral("The disk is full.")};
    desk.auditLog.setFailure(broken);
    QCOMPARE(desk.requests().markSent(draft, SendingWay::Mail).error().kind, ErrorKind::DiskFull);
    QCOMPARE(desk.requestStore.storageRequests()->size(), 0); // no line before, no act
    desk.auditLog.setFailure(std::nullopt);
    desk.requestStore.setFailure(broken);
    QCOMPARE(desk.requests().requests().error().kind, ErrorKind::DiskFull);
    QCOMPARE(desk.requests().propose({}).error().kind, ErrorKind::DiskFull);
    desk.requestStore.setFailure(std::nullopt);
    QVERIFY(desk.requests().markSent(draft, SendingWay::Mail));
    desk.serverStore.setFailure(broken);
    QCOMPARE(desk.requests().requests().error().kind, ErrorKind::DiskFull);
}

void TstRequestDesk::findingsKnowRequests()
{
    FakeDesk desk;
    desk.fillSmallEstate();
    QVERIFY(desk.requests().markSent(draftOf(desk, {Pp}), SendingWay::Mail));
    desk.time.advance(16LL * 24 * 3600);
    const Result<QList<Finding>> findings = allFindings(desk);
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

QTEST_GUILESS_MAIN(TstRequestDesk)
#include "tst_requestdesk.moc"
