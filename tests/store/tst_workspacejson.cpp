// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/store/samples.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Nightkeep;
using Samples::why;

/// Export and import of the whole book.
class TstWorkspaceJson : public QObject
{
    Q_OBJECT

private:
    Samples::Places m_places;

    std::unique_ptr<WorkspaceStore> makeBook(const QString &dialect)
    {
        const QString place = m_places.next(dialect);
        Result<std::unique_ptr<WorkspaceStore>> store = WorkspaceStore::create(place);
        if (!store)
            qWarning("%s %s", qPrintable(m_places.problem()), why(store).constData());
        return store ? std::move(*store) : nullptr;
    }

    static QByteArray sampleDocument(WorkspaceStore &book)
    {
        QRandomGenerator random(77);
        const QString problem = Samples::fill(book, random, 3);
        if (!problem.isEmpty())
            qWarning("%s", qPrintable(problem));
        return book.exportJson().value_or(QByteArray());
    }

private slots:
    void exportImportExportIsEqual_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::newRow("file to file") << QStringLiteral("sqlite") << QStringLiteral("sqlite");
        QTest::newRow("file to database") << QStringLiteral("sqlite") << QStringLiteral("mariadb");
        QTest::newRow("database to file") << QStringLiteral("mariadb") << QStringLiteral("sqlite");
    }
    void exportImportExportIsEqual()
    {
        QFETCH(QString, from);
        QFETCH(QString, to);
        for (quint32 seed = 0; seed < 5; ++seed) {
            const auto source = makeBook(from);
            QVERIFY(source);
            QRandomGenerator random(seed);
            QCOMPARE(Samples::fill(*source, random, static_cast<int>(seed)), QString());
            const Result<QByteArray> exported = source->exportJson();
            QVERIFY2(exported, why(exported).constData());

            const auto fresh = makeBook(to);
            const Result<void> imported = fresh->importJson(*exported);
            QVERIFY2(imported, why(imported).constData());
            QCOMPARE(*fresh->exportJson(), *exported);
            QCOMPARE(*fresh->servers(), *source->servers());
            QCOMPARE(*fresh->sites(), *source->sites());
            QCOMPARE(*fresh->archiveRuns(), *source->archiveRuns());
            QCOMPARE(*fresh->importedHistory(),
                     (QList<QList<AuditEntry>> {*source->entries()}).mid(0, seed == 0 ? 0 : 1));
            QVERIFY(fresh->verifyChain());
            QCOMPARE(fresh->entries()->size(), 1);
            QCOMPARE(fresh->entries()->first().act, QStringLiteral("workspace.import"));

            // And once more, with what is there already.
            QVERIFY(fresh->importJson(*exported));
            QCOMPARE(*fresh->exportJson(), *exported);
        }
    }

    void importReplacesAllButTheLog()
    {
        const auto source = makeBook(QStringLiteral("sqlite"));
        const QByteArray document = sampleDocument(*source);
        const auto target = makeBook(QStringLiteral("sqlite"));
        QRandomGenerator random(5);
        QVERIFY(Samples::fill(*target, random, 2).isEmpty());
        QVERIFY(target->replaceServer({}, Samples::server(random, QStringLiteral("only here"))));
        const QList<AuditEntry> own = *target->entries();

        QVERIFY(target->importJson(document));
        QCOMPARE(*target->servers(), *source->servers());
        QCOMPARE(target->entries()->mid(0, own.size()), own);
        QCOMPARE(target->entries()->size(), own.size() + 1);
        QVERIFY(target->verifyChain());
        QCOMPARE(*target->importedHistory(), (QList<QList<AuditEntry>> {*source->entries()}));

        // Its own export holds both logs, and its own log is not doubled when it comes back.
        const QByteArray both = *target->exportJson();
        QCOMPARE(QJsonDocument::fromJson(both).object().value(QStringLiteral("history")).toArray().size(), 2);
        QVERIFY(target->importJson(both));
        QCOMPARE(target->importedHistory()->size(), 1);
        const auto third = makeBook(QStringLiteral("sqlite"));
        QVERIFY(third->importJson(both));
        QCOMPARE(*third->exportJson(), both);
    }

    void aBadDocumentChangesNothing_data()
    {
        QTest::addColumn<QStringList>("place"); // the way to a value
        QTest::addColumn<QJsonValue>("value"); // what is put there; undefined: it is taken away
        QTest::addColumn<QString>("named"); // must be in the message
        const QJsonValue gone(QJsonValue::Undefined);
        const auto row = [](const char *name, const QString &way, const QJsonValue &value, const QString &named) {
            QTest::newRow(name) << way.split(QLatin1Char('/')) << value << named;
        };
        row("another format", QStringLiteral("format"), QStringLiteral("other"), QStringLiteral("format"));
        row("no version", QStringLiteral("version"), gone, QStringLiteral("version"));
        row("version a fraction", QStringLiteral("version"), 1.5, QStringLiteral("version"));
        row("version zero", QStringLiteral("version"), 0, QStringLiteral("version"));
        row("unknown field", QStringLiteral("surprise"), 1, QStringLiteral("surprise"));
        row("unknown field deep", QStringLiteral("servers/1/server/connection/surprise"), 1,
            QStringLiteral("servers[1].server.connection"));
        row("servers an object", QStringLiteral("servers"), QJsonObject(), QStringLiteral("servers"));
        row("a server a text", QStringLiteral("servers/0"), QStringLiteral("x"), QStringLiteral("servers[0]"));
        row("server without a name", QStringLiteral("servers/2/server/name"), QString(), QStringLiteral("servers[2]"));
        row("server there twice", QStringLiteral("servers/2/server/name"), QStringLiteral("MOODLE-0.example"),
            QStringLiteral("servers[2]"));
        row("server name overlong", QStringLiteral("servers/0/server/name"), QString(300, QLatin1Char('n')),
            QStringLiteral("servers[0]"));
        row("note null", QStringLiteral("servers/0/server/note"), QJsonValue::Null,
            QStringLiteral("servers[0].server.note"));
        row("port too high", QStringLiteral("servers/0/server/connection/port"), 65536,
            QStringLiteral("connection.port"));
        row("port a text", QStringLiteral("servers/0/server/connection/port"), QStringLiteral("22"),
            QStringLiteral("connection.port"));
        row("unknown connection", QStringLiteral("servers/0/server/connection/kind"), QStringLiteral("telnet"),
            QStringLiteral("connection.kind"));
        row("path not encoded", QStringLiteral("servers/0/server/wanted"),
            QJsonArray {QStringLiteral("/ok"), QStringLiteral("/a b")}, QStringLiteral("servers[0].server.wanted[1]"));
        row("path broken escape", QStringLiteral("servers/0/server/wanted"), QJsonArray {QStringLiteral("/%zz")},
            QStringLiteral("wanted[0]"));
        row("path a number", QStringLiteral("servers/0/server/wanted"), QJsonArray {7}, QStringLiteral("wanted[0]"));
        row("failure of unknown kind", QStringLiteral("servers/0/failure"),
            QJsonObject {{QStringLiteral("when"), QJsonValue::Null},
                         {QStringLiteral("kind"), QStringLiteral("bored")},
                         {QStringLiteral("message"), QString()},
                         {QStringLiteral("advice"), QString()},
                         {QStringLiteral("detail"), QString()}},
            QStringLiteral("servers[0].failure.kind"));
        row("no such moment", QStringLiteral("archiveRuns/0/asOf"), QStringLiteral("2008-13-01T00:00:00.000Z"),
            QStringLiteral("archiveRuns[0].asOf"));
        row("moment in another zone", QStringLiteral("archiveRuns/0/asOf"),
            QStringLiteral("2008-11-01T00:00:00.000+01:00"), QStringLiteral("archiveRuns[0].asOf"));
        row("unknown archive state", QStringLiteral("archiveRuns/1/status/state"), QStringLiteral("fine"),
            QStringLiteral("archiveRuns[1].status.state"));
        row("number beyond 64 bits", QStringLiteral("archiveRuns/0/run/bytes"), 1e300,
            QStringLiteral("archiveRuns[0].run.bytes"));
        row("history line changed", QStringLiteral("history/0/lines/2/who"), QStringLiteral("nobody"),
            QStringLiteral("line 3 "));
        row("history chain empty", QStringLiteral("history/0/lines"), QJsonArray(), QStringLiteral("history[0].lines"));
        row("site without its fields", QStringLiteral("sites/1"), QJsonObject(), QStringLiteral("sites[1]"));
        row("settings there twice", QStringLiteral("settings/1/site"), QStringLiteral("moodle 0"),
            QStringLiteral("settings[1]"));
    }
    void aBadDocumentChangesNothing()
    {
        QFETCH(QStringList, place);
        QFETCH(QJsonValue, value);
        QFETCH(QString, named);
        const auto book = makeBook(QStringLiteral("sqlite"));
        const QByteArray good = sampleDocument(*book);
        QVERIFY(!good.isEmpty());
        const QByteArray bad =
            QJsonDocument(changed(QJsonDocument::fromJson(good).object(), place, value).toObject()).toJson();
        const Result<void> refused = book->importJson(bad);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::BadInput);
        QVERIFY2(refused.error().message.contains(named), why(refused).constData());
        QCOMPARE(*book->exportJson(), good);
    }

    void textThatIsNoJson()
    {
        const auto book = makeBook(QStringLiteral("sqlite"));
        const QByteArray good = sampleDocument(*book);
        const QByteArrayList hostile {"",
                                      "null",
                                      "[]",
                                      "{",
                                      "\xff\xfe",
                                      good.left(good.size() / 2),
                                      QByteArray(100000, '['),
                                      good + "x",
                                      QByteArray("{\"format\":\"nightkeep-workspace\"}")};
        for (const QByteArray &document : hostile)
            QCOMPARE(book->importJson(document).error().kind, ErrorKind::BadInput);

        // Any prefix, and any byte changed: refused, or it means something whole; never half of it.
        QRandomGenerator random(11);
        int refused = 0;
        constexpr int tries = 100;
        for (int i = 0; i < tries; ++i) {
            QByteArray document = good;
            if (i % 3 == 0)
                document.truncate(random.bounded(document.size()));
            else
                document[random.bounded(document.size())] = static_cast<char>(random.bounded(256));
            const QByteArray before = *book->exportJson();
            const Result<void> imported = book->importJson(document);
            if (!imported) {
                ++refused;
                QCOMPARE(imported.error().kind == ErrorKind::BadInput || imported.error().kind == ErrorKind::TooNew,
                         true);
                QCOMPARE(*book->exportJson(), before);
            }
            QVERIFY(book->verifyChain());
        }
        qInfo("%d of %d spoilt documents were refused", refused, tries);
        QVERIFY(refused > tries / 2);
    }

    void aDocumentOfALaterForm()
    {
        const auto book = makeBook(QStringLiteral("sqlite"));
        QJsonObject later = QJsonDocument::fromJson(sampleDocument(*book)).object();
        later.insert(QStringLiteral("version"), 1000);
        const Result<void> refused = book->importJson(QJsonDocument(later).toJson());
        QCOMPARE(refused.error().kind, ErrorKind::TooNew);
        QVERIFY(refused.error().message.contains(QStringLiteral("form 1000")));
    }

private:
    /// A copy of `json` with one value changed, added or taken away.
    static QJsonValue changed(const QJsonValue &json, const QStringList &way, const QJsonValue &value)
    {
        if (way.isEmpty())
            return value;
        if (json.isArray()) {
            QJsonArray array = json.toArray();
            const int index = way.first().toInt();
            array[index] = changed(array.at(index), way.mid(1), value);
            return array;
        }
        QJsonObject object = json.toObject();
        if (way.size() == 1 && value.isUndefined())
            object.remove(way.first());
        else
            object.insert(way.first(), changed(object.value(way.first()), way.mid(1), value));
        return object;
    }
};

QTEST_GUILESS_MAIN(TstWorkspaceJson)
#include "tst_workspacejson.moc"
