// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/catalogue/madearchives.h"
#include "tests/store/bothdialects.h"
#include "tests/support/testmain.h"

#include <QTest>

#include <algorithm>

using namespace Nightkeep;
using Samples::why;

namespace {

/// What a search must find, found without an index.
QStringList manifestsSearchedThrough(const QList<ArchiveManifest> &manifests, const CatalogueQuery &query)
{
    QStringList found;
    for (const ArchiveManifest &manifest : manifests) {
        if (!query.site.isEmpty() && manifest.run.request.site.compare(query.site, Qt::CaseInsensitive) != 0)
            continue;
        for (const ArchivedFile &file : manifest.files) {
            const QString name = QString::fromUtf8(file.path.mid(file.path.lastIndexOf('/') + 1));
            const QDate day = file.made.isValid() ? file.made.toUTC().date() : QDate();
            const qint64 course = file.course ? *file.course : file.path.split('/').first().toLongLong();
            if ((!query.course || course == *query.course)
                && (name.contains(query.text, Qt::CaseInsensitive)
                    || file.shortName.contains(query.text, Qt::CaseInsensitive))
                && (!query.from.isValid() || (day.isValid() && day >= query.from))
                && (!query.to.isValid() || (day.isValid() && day <= query.to)))
                found << manifest.run.id + u' ' + QString::fromLatin1(file.path.toPercentEncoding());
        }
    }
    found.sort();
    return found;
}

QStringList manifestHitsIn(const Result<QList<CatalogueHit>> &hits)
{
    if (!hits)
        return {hits.error().message};
    QStringList found;
    for (const CatalogueHit &hit : *hits)
        found << hit.run + u' ' + QString::fromLatin1(hit.file.path.toPercentEncoding());
    found.sort();
    return found;
}

QList<ArchivedFile> manifestFilesMade(int count, int terms)
{
    QList<ArchivedFile> files;
    for (int i = 0; i < count; ++i)
        files << MadeArchives::file(100 + i, QStringLiteral("BIOC%1").arg(1000 + i),
                                    QDate(2008, 1, 1).addDays(i % 20 + 120 * terms));
    return files;
}

} // namespace

/// Manifests of archives, and what is found in them, on each of the workspace's two databases.
class TstArchiveManifests : public QObject
{
    Q_OBJECT

private:
    BothDialects m_dialects;

private slots:
    void manifestsComeBack_data()
    {
        QTest::addColumn<QString>("dialect");
        QTest::addColumn<int>("count");
        // Rows hold 50 files and keys 2,000.
        for (const int count : {0, 1, 49, 50, 51, 2000, 2001, 4099}) {
            for (const char *dialect : {"sqlite", "mariadb"})
                QTest::addRow("%d files, %s", count, dialect) << QString::fromLatin1(dialect) << count;
        }
    }
    void manifestsComeBack()
    {
        QFETCH(int, count);
        auto store = m_dialects.make();
        QVERIFY(store);
        const ArchiveManifest made = MadeArchives::manifest(QStringLiteral("20080620-031500-summer"),
                                                            QStringLiteral("moodle"), manifestFilesMade(count, 0));
        QVERIFY(!*store->manifest(made.run.id));
        const Result<void> saved = store->saveManifest(made);
        QVERIFY2(saved, why(saved).constData());
        QVERIFY(!*store->manifest(QStringLiteral("20080620-031500-summe")));
        store.reset();
        const auto again = WorkspaceStore::open(m_dialects.place());
        QVERIFY2(again, why(again).constData());
        const auto kept = (*again)->manifest(made.run.id);
        QVERIFY2(kept, why(kept).constData());
        QVERIFY(kept->has_value());
        QVERIFY(**kept == made);
        QCOMPARE((*again)->catalogueRecords()->manifests, QStringList {made.run.id});
        QVERIFY((*again)->verify().has_value());
    }

    /// Whatever a name is made of, and whatever is not known.
    void anyNameComesBack_data() { BothDialects::addRows(); }
    void anyNameComesBack()
    {
        auto store = m_dialects.make();
        QVERIFY(store);
        QRandomGenerator random(14);
        ArchiveManifest made =
            MadeArchives::manifest(QStringLiteral("20080620-031500-odd"), QStringLiteral("moodle"), {});
        for (int i = 0; i < 300; ++i)
            made.files << Samples::sample<ArchivedFile>(random);
        const Result<void> saved = store->saveManifest(made);
        QVERIFY2(saved, why(saved).constData());
        QVERIFY(**store->manifest(made.run.id) == made);
        for (int i = 0; i < 300; i += 29) {
            CatalogueQuery query;
            query.course = made.files.at(i).course;
            if (!query.course)
                continue;
            const Result<QList<CatalogueHit>> hits = store->search(query);
            QVERIFY2(hits, why(hits).constData());
            QVERIFY(hits->contains(CatalogueHit {made.run.id, made.files.at(i)}));
        }
    }

    void aSearchFindsWhatIsThere_data()
    {
        QTest::addColumn<QString>("dialect");
        QTest::addColumn<QString>("site");
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("course");
        QTest::addColumn<QDate>("from");
        QTest::addColumn<QDate>("to");
        const auto row = [](const char *name, const char *site, const char *text, qint64 course, const QDate &from = {},
                            const QDate &to = {}) {
            for (const char *dialect : {"sqlite", "mariadb"})
                QTest::addRow("%s, %s", name, dialect) << QString::fromLatin1(dialect) << QString::fromLatin1(site)
                                                       << QString::fromUtf8(text) << course << from << to;
        };
        row("all", "", "", -1);
        row("a course", "", "", 163);
        row("a course that the folder tells alone", "", "", 105);
        row("a course whose number ends alike", "", "", 164);
        row("a course of a site", "MOODLE", "", 163);
        row("no such course", "", "", 99163);
        row("a short name", "", "BIOC1063", -1);
        row("in another case", "", "bioc1063", -1);
        row("a part of many", "", "oC106", -1);
        row("the last line", "", "bioc3099", -1);
        row("a file's own name", "", "-20080107-0300", -1);
        row("a folder is no name", "", "backupdata", -1);
        row("letters with marks", "", "ÜBUNG", -1);
        row("name and course", "", "bioc", 163);
        row("name of another course", "", "bioc1062", 163);
        row("since a day", "", "", 163, QDate(2008, 4, 1));
        row("by a day", "", "", 163, {}, QDate(2008, 4, 1));
        row("on a day", "", "", -1, QDate(2008, 1, 4), QDate(2008, 1, 4));
        row("no place for a line's end", "", "bioc1063\n", -1);
    }
    void aSearchFindsWhatIsThere()
    {
        QFETCH(QString, dialect);
        const QList<ArchiveManifest> &manifests = kept(dialect);
        QVERIFY(m_store);
        QFETCH(QString, site);
        QFETCH(QString, text);
        QFETCH(qint64, course);
        QFETCH(QDate, from);
        QFETCH(QDate, to);
        CatalogueQuery query {site, course < 0 ? std::nullopt : std::optional(course), text, from, to};
        const Result<QList<CatalogueHit>> hits = m_store->search(query);
        QVERIFY2(hits, why(hits).constData());
        QCOMPARE(manifestHitsIn(hits), manifestsSearchedThrough(manifests, query));
        const bool isNewestFirst =
            std::is_sorted(hits->cbegin(), hits->cend(),
                           [](const CatalogueHit &a, const CatalogueHit &b) { return a.file.made > b.file.made; });
        QVERIFY(isNewestFirst);
    }

    void aWholeNameIsNoPartOfOne_data() { BothDialects::addRows(); }
    void aWholeNameIsNoPartOfOne()
    {
        auto store = m_dialects.make();
        QVERIFY(store);
        QList<ArchivedFile> files;
        qint64 course = 0;
        for (const char *name : {"BIO", "BIOC10", "BIOC1001", "XBIOC10", "BIOC10", "BIOC1001"})
            files << MadeArchives::file(++course, QLatin1String(name), QDate(2008, 6, 13));
        files[4].shortName.clear(); // as of an older program: the file's name alone tells
        files[5].shortName.clear();
        QVERIFY(store->saveManifest(
            MadeArchives::manifest(QStringLiteral("20080620-031500-summer"), QStringLiteral("moodle"), files)));
        CatalogueQuery query;
        query.text = QStringLiteral("bioc10");
        QCOMPARE(store->search(query)->size(), 5);
        query.isWholeName = true;
        const Result<QList<CatalogueHit>> hits = store->search(query);
        QVERIFY2(hits, why(hits).constData());
        QCOMPARE(hits->size(), 2);
        QCOMPARE(hits->at(0).file.course.value_or(0), 2);
        QCOMPARE(hits->at(1).file.course.value_or(0), 5);
        query.course = 2; // an index by courses gave it, which knows no names
        QCOMPARE(store->search(query)->size(), 1);
        query.course = 3;
        QVERIFY(store->search(query)->isEmpty());
    }

    void nothingIsLeftOfAnOlderManifest_data() { BothDialects::addRows(); }
    void nothingIsLeftOfAnOlderManifest()
    {
        auto store = m_dialects.make();
        QVERIFY(store);
        const QString run = QStringLiteral("20080620-031500-summer");
        QVERIFY(store->saveManifest(MadeArchives::manifest(run, QStringLiteral("moodle"), manifestFilesMade(2500, 0))));
        ArchiveManifest shorter = MadeArchives::manifest(run, QStringLiteral("moodle"), manifestFilesMade(3, 1));
        shorter.sha256 = QByteArray(64, 'd');
        QVERIFY(store->saveManifest(shorter));
        QVERIFY(**store->manifest(run) == shorter);
        QCOMPARE(store->search({})->size(), 3);
        CatalogueQuery gone;
        gone.text = QStringLiteral("BIOC1004");
        QVERIFY(store->search(gone)->isEmpty());
        gone.text.clear();
        gone.course = 104;
        QVERIFY(store->search(gone)->isEmpty());
        QVERIFY(store->verify().has_value());
    }

    void theyFollowTheSitesName_data() { BothDialects::addRows(); }
    void theyFollowTheSitesName()
    {
        auto store = m_dialects.make();
        QVERIFY(store);
        Site site;
        site.name = QStringLiteral("Moodle");
        QVERIFY(store->replaceSite({}, site));
        const ArchiveManifest ours =
            MadeArchives::manifest(QStringLiteral("20080620-031500-summer"), site.name, manifestFilesMade(3, 0));
        const ArchiveManifest other = MadeArchives::manifest(QStringLiteral("20080620-031500-other"),
                                                             QStringLiteral("other"), manifestFilesMade(2, 0));
        for (const ArchiveManifest &manifest : {ours, other}) {
            QVERIFY(store->saveManifest(manifest));
            QVERIFY(store->saveArchiveRun(MadeArchives::record(manifest)));
        }
        Site renamed = site;
        renamed.name = QStringLiteral("moodle-live");
        QVERIFY(store->replaceSite(site, renamed));
        CatalogueQuery query;
        query.site = renamed.name;
        QCOMPARE(store->search(query)->size(), 3);
        query.site = other.run.request.site;
        QCOMPARE(store->search(query)->size(), 2);
        QStringList sites;
        const QList<ArchiveRecord> runs = *store->archiveRuns();
        for (const ArchiveRecord &record : runs)
            sites << record.run.request.site;
        sites.sort();
        QCOMPARE(sites, (QStringList {renamed.name, other.run.request.site}));
        QVERIFY(store->verify().has_value());
    }

    /// Past the store's seals: no row of an archive is believed that was not written by it.
    void changedRowsAreDamage_data()
    {
        QTest::addColumn<QString>("collection");
        for (const char *collection : {"manifest", "manifest-file", "manifest-course", "manifest-name"})
            QTest::newRow(collection) << QString::fromLatin1(collection);
    }
    void changedRowsAreDamage()
    {
        QFETCH(QString, collection);
        Samples::Places places;
        const QString place = places.next(QStringLiteral("sqlite"));
        {
            const auto store = WorkspaceStore::create(place);
            QVERIFY2(store, why(store).constData());
            QVERIFY((*store)->saveManifest(MadeArchives::manifest(QStringLiteral("20080620-031500-summer"),
                                                                  QStringLiteral("moodle"), manifestFilesMade(60, 0))));
        }
        const Result<void> changed = Samples::runAll(
            place,
            {QStringLiteral(
                 "UPDATE nk_values SET payload = CAST(payload || ' ' AS BLOB) WHERE collection = CAST('%1' AS BLOB)")
                 .arg(collection)});
        QVERIFY2(changed, why(changed).constData());
        const auto store = WorkspaceStore::open(place);
        QVERIFY2(store, why(store).constData());
        CatalogueQuery query;
        if (collection == QLatin1String("manifest-course"))
            query.course = 104;
        else
            query.text = QStringLiteral("bioc1004");
        const Result<QList<CatalogueHit>> hits = (*store)->search(query);
        QVERIFY(!hits);
        QCOMPARE(hits.error().kind, ErrorKind::Damaged);
    }

private:
    /// Once for each dialect: the rows above only look.
    const QList<ArchiveManifest> &kept(const QString &dialect)
    {
        if (m_keptIn == dialect)
            return m_manifests;
        m_keptIn = dialect;
        m_manifests.clear();
        m_store = m_dialects.make();
        const QStringList runs {QStringLiteral("20080620-031500-summer"), QStringLiteral("20081220-031500-autumn"),
                                QStringLiteral("20081220-041500-other")};
        for (const QString &run : runs) {
            const bool isOther = run.endsWith(QLatin1String("other"));
            m_manifests << MadeArchives::manifest(run, isOther ? QStringLiteral("other") : QStringLiteral("moodle"),
                                                  manifestFilesMade(isOther ? 70 : 2100, int(m_manifests.size())));
            QList<ArchivedFile> &files = m_manifests.last().files;
            files[5].course.reset();
            files[6].made = QDateTime();
            files[7].shortName = QStringLiteral("Übung\tzwei");
            if (m_store && !m_store->saveManifest(m_manifests.last()))
                m_store.reset();
        }
        return m_manifests;
    }

    QString m_keptIn;
    QList<ArchiveManifest> m_manifests;
    std::unique_ptr<WorkspaceStore> m_store;
};

NIGHTKEEP_TEST(TstArchiveManifests, integration, Core, 300)
#include "tst_archivemanifests.moc"
