// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/schema.h"
#include "tests/support/optionnames.h"
#include "tests/support/samples.h"
#include "tests/support/testmain.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

#include <atomic>
#include <thread>

using namespace Nightkeep;
using Samples::why;

namespace {

const QString agreedSite = QStringLiteral("moodle");

/// An export as it was before there were days and people.
QByteArray agreedOlderForm(const QByteArray &document)
{
    QJsonObject object = parseJsonObject(document).value_or(QJsonObject());
    QJsonArray settings;
    for (const QJsonValue each : object.value(u"settings").toArray()) {
        QJsonObject site = each.toObject();
        site.remove(u"agreements");
        settings.append(site);
    }
    object.insert(QStringLiteral("settings"), settings);
    return QJsonDocument(object).toJson();
}

} // namespace

/// What is agreed of settings, in each of the two databases, in older workspaces, and by way of an export.
class TstAgreedSettings : public QObject
{
    Q_OBJECT

private:
    Samples::Places m_places;
    const AgreedSetting m_dated {QStringLiteral("5"), QDate(2008, 11, 4), QStringLiteral("Ann, Bob")};
    const AgreedSetting m_plain {QStringLiteral("3"), {}, {}};

    std::unique_ptr<WorkspaceStore> make(const QString &place)
    {
        auto store = WorkspaceStore::create(place);
        return store ? std::move(*store) : nullptr;
    }
    /// As an older version left it.
    Result<void> makeOld(const QString &place, int version)
    {
        const Result<StoreLocation> location = parseStoreLocation(place);
        if (location->kind == StoreLocation::Kind::File)
            return Samples::makeOldFile(place, version);
        if (const Result<void> made = m_places.server().createDatabase(location->database); !made)
            return made;
        QStringList statements;
        for (int step = 1; step <= version; ++step)
            statements += schemaStep(step, StoreDialect::MySql);
        return Samples::runAll(
            place, statements + Samples::oldStatements(version).filter(QRegularExpression(QStringLiteral("^INSERT"))));
    }
    static void dialects()
    {
        QTest::addColumn<QString>("dialect");
        QTest::newRow("sqlite") << QStringLiteral("sqlite");
        QTest::newRow("mariadb") << QStringLiteral("mariadb");
    }
    static std::optional<AgreedSetting> standing(const WorkspaceStore &store, const QString &name)
    {
        const auto all = store.agreedSettings(agreedSite).value_or(QHash<QString, AgreedSetting>());
        return all.contains(name) ? std::optional<AgreedSetting>(all.value(name)) : std::nullopt;
    }

private slots:
    void onlyWhatWasSeenIsReplaced_data() { dialects(); }
    void onlyWhatWasSeenIsReplaced()
    {
        QFETCH(QString, dialect);
        const auto store = make(m_places.next(dialect));
        QVERIFY2(store, qPrintable(m_places.problem()));
        QVERIFY(store->setAgreed(agreedSite, keep, std::nullopt, m_dated));
        AgreedSetting otherDay = m_dated;
        otherDay.on = m_dated.on.addDays(1);
        AgreedSetting others = m_dated;
        others.by = QStringLiteral("Carol");
        for (const std::optional<AgreedSetting> &seen :
             QList<std::optional<AgreedSetting>> {std::nullopt, m_plain, otherDay, others}) {
            const Result<void> refused = store->setAgreed(agreedSite, keep, seen, m_plain);
            QVERIFY(!refused);
            QCOMPARE(refused.error().kind, ErrorKind::Conflict);
            QVERIFY(refused.error().message.contains(keep) && !refused.error().advice.isEmpty());
            QCOMPARE(standing(*store, keep), std::optional(m_dated));
        }
        QVERIFY(store->setAgreed(agreedSite, keep, m_dated, m_plain));
        QCOMPARE(standing(*store, keep), std::optional(m_plain)); // the day of before is not this one's
        QVERIFY(store->setAgreed(agreedSite, keep, m_plain, std::nullopt));
        QCOMPARE(standing(*store, keep), std::nullopt);
        QVERIFY(store->setAgreed(agreedSite, keep, std::nullopt, m_plain));
        QCOMPARE(standing(*store, keep), std::optional(m_plain));
    }

    void ofTwoWritersOneIsTold_data() { dialects(); }
    void ofTwoWritersOneIsTold()
    {
        QFETCH(QString, dialect);
        const QString place = m_places.next(dialect);
        const auto one = make(place);
        QVERIFY2(one, qPrintable(m_places.problem()));
        const auto other = WorkspaceStore::open(place);
        QVERIFY2(other, why(other).constData());
        for (int round = 0; round < 8; ++round) {
            const auto seen = standing(*one, keep);
            std::atomic<int> written = 0;
            std::atomic<int> conflicts = 0;
            const auto agree = [&](WorkspaceStore &store, const QString &people) {
                const AgreedSetting wanted {QString::number(round), QDate(2008, 11, 4), people};
                const Result<void> done = store.setAgreed(agreedSite, keep, seen, wanted);
                written += done ? 1 : 0;
                conflicts += !done && done.error().kind == ErrorKind::Conflict ? 1 : 0;
            };
            std::thread second([&] { agree(**other, QStringLiteral("Bob")); });
            agree(*one, QStringLiteral("Ann"));
            second.join();
            QCOMPARE(written.load(), 1);
            QCOMPARE(conflicts.load(), 1);
            QCOMPARE(standing(**other, keep), standing(*one, keep));
        }
    }

    void whatAnOlderVersionAgreedIsRead_data()
    {
        QTest::addColumn<QString>("dialect");
        QTest::addColumn<int>("version");
        for (int version = 4; version < newestSchemaVersion; ++version) {
            QTest::addRow("sqlite, version %d", version) << QStringLiteral("sqlite") << version;
            QTest::addRow("mariadb, version %d", version) << QStringLiteral("mariadb") << version;
        }
    }
    void whatAnOlderVersionAgreedIsRead()
    {
        QFETCH(QString, dialect);
        QFETCH(int, version);
        const QString place = m_places.next(dialect);
        QVERIFY2(!place.isEmpty(), qPrintable(m_places.problem()));
        const Result<void> made = makeOld(place, version);
        QVERIFY2(made, why(made).constData());
        const auto store = WorkspaceStore::open(place);
        QVERIFY2(store, why(store).constData());
        QCOMPARE(standing(**store, keep), std::optional(m_plain));
        const auto snapshot = (*store)->latestSettings(agreedSite);
        QVERIFY2(snapshot, why(snapshot).constData());
        QVERIFY(snapshot->has_value());
        QCOMPARE((*snapshot)->config.edition, MoodleEdition::Old);
        QCOMPARE((*snapshot)->config.door, ConfigDoor::Database);
        QVERIFY(!(*snapshot)->config.values.isEmpty() && (*snapshot)->since.isEmpty());
        const Result<void> agreed = (*store)->setAgreed(agreedSite, keep, m_plain, m_dated);
        QVERIFY2(agreed, why(agreed).constData());
        QCOMPARE(standing(**WorkspaceStore::open(place), keep), std::optional(m_dated));
    }

    void theyGoThroughAnExport_data()
    {
        QTest::addColumn<QString>("dialect");
        QTest::addColumn<bool>("isOlder"); // the export
        for (const char *dialect : {"sqlite", "mariadb"}) {
            QTest::addRow("%s", dialect) << QString::fromLatin1(dialect) << false;
            QTest::addRow("%s, an older export", dialect) << QString::fromLatin1(dialect) << true;
        }
    }
    void theyGoThroughAnExport()
    {
        QFETCH(QString, dialect);
        QFETCH(bool, isOlder);
        const auto store = make(m_places.next(dialect));
        QVERIFY2(store, qPrintable(m_places.problem()));
        QVERIFY(store->setAgreed(agreedSite, keep, std::nullopt, m_dated));
        QVERIFY(store->setAgreed(agreedSite, hour, std::nullopt, m_plain));
        const Result<QByteArray> document = store->exportJson();
        QVERIFY2(document, why(document).constData());
        const auto other = make(m_places.next(QStringLiteral("sqlite")));
        QVERIFY(other);
        const Result<void> imported = other->importJson(isOlder ? agreedOlderForm(*document) : *document);
        QVERIFY2(imported, why(imported).constData());
        const AgreedSetting undated {m_dated.value, {}, {}};
        QCOMPARE(standing(*other, keep), std::optional(isOlder ? undated : m_dated));
        QCOMPARE(standing(*other, hour), std::optional(m_plain));
    }

    void theyFollowTheSitesName()
    {
        const auto store = make(m_places.next(QStringLiteral("sqlite")));
        QVERIFY(store);
        QRandomGenerator random(3);
        const Site site = Samples::site(random, agreedSite);
        QVERIFY(store->replaceSite({}, site));
        QVERIFY(store->setAgreed(agreedSite, keep, std::nullopt, m_dated));
        Site renamed = site;
        renamed.name = QStringLiteral("live");
        QVERIFY(store->replaceSite(site, renamed));
        QCOMPARE(store->agreedSettings(renamed.name)->value(keep), m_dated);
        QCOMPARE(standing(*store, keep), std::nullopt);
    }
};

NIGHTKEEP_TEST(TstAgreedSettings, integration, Core, 300)
#include "tst_agreedsettings.moc"
