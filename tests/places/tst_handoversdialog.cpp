// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/places/handoverframes.h"
#include "tests/support/pagefixture.h"
#include "tests/support/testmain.h"
#include "widgets/archives/archivespage.h"

#include <QDialog>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>
#include <QTest>

#include <algorithm>

using namespace Nightkeep;

/// The places of archives and what is handed over to them, from the archives' page.
class TstHandOversDialog : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<PageFixture> m_fixture;
    std::unique_ptr<ArchivesPage> m_page;
    HandOverServer m_server;

    void settle() { QTRY_COMPARE_WITH_TIMEOUT(m_fixture->jobs.running(), 0, 60000); }
    void open()
    {
        m_page = std::make_unique<ArchivesPage>(m_fixture->context());
        m_page->resize(1200, 700);
        m_page->show();
        m_page->reload();
        settle();
    }
    void addVault() { QVERIFY(m_fixture->workspace.handOvers().savePlace(vault(), std::nullopt)); }
    QDialog &opened(const char *action, const char *name)
    {
        trigger(*m_page, action);
        auto *dialog = childOf<QDialog>(*m_page, name);
        if (!dialog)
            qFatal("no dialog was opened");
        return *dialog;
    }
    [[nodiscard]] QString detail() const { return childOf<QTextEdit>(*m_page, "archiveDetail")->toPlainText(); }
    [[nodiscard]] QList<HandOver> stored() const
    {
        return m_fixture->workspace.handOverStore.handOvers().value_or(QList<HandOver>());
    }
    static QString cell(QWidget &dialog, const char *table, int row, int column)
    {
        return childOf<QTableView>(dialog, table)->model()->index(row, column).data().toString();
    }

private slots:
    void init()
    {
        m_fixture = std::make_unique<PageFixture>();
        m_server = HandOverServer();
        m_server.answerFor(m_fixture->workspace);
    }
    void cleanup()
    {
        m_page.reset();
        m_fixture.reset();
    }

    /// The job of the archive begins it, and tells nobody.
    void whatTheServerHandsOverByItselfIsAskedAbout()
    {
        FakeWorkspace &workspace = m_fixture->workspace;
        ArchiveRecord summer = workspace.archiveStore.archiveRuns()->first();
        summer.run.request.places = {vault().name};
        summer.status.finishedAt = workspace.time.now().addSecs(-60);
        QVERIFY(workspace.archiveStore.saveArchiveRun(summer));
        addVault();
        m_server.set("working");
        open();
        const auto state = [this] { return stored().value(0).state; };
        QTRY_COMPARE_WITH_TIMEOUT(state(), HandOverState::Working, 60000);
        QCOMPARE(stored().value(0).place, vault().name);
        m_server.set("ended");
        QTRY_COMPARE_WITH_TIMEOUT(state(), HandOverState::Confirmed, 60000);
        settle();
        QCOMPARE(stored().size(), 1);
    }

    void aPlaceIsAddedChangedAndRemoved()
    {
        open();
        QDialog &places = opened("archivePlaces", "placesDialog");
        settle();
        QCOMPARE(namelessWidgets(places), QStringList());
        childOf<QPushButton>(places, "placesAdd")->click();
        auto *place = childOf<QDialog>(places, "placeDialog");
        QVERIFY(place);
        QCOMPARE(namelessWidgets(*place), QStringList());
        childOf<QLineEdit>(*place, "placeName")->setText(QStringLiteral("not a name"));
        childOf<QPushButton>(*place, "placeOk")->click();
        QVERIFY(place->isVisible()); // and it says what is wrong
        QVERIFY(!childOf<QLabel>(*place, "placeProblem")->text().isEmpty());
        childOf<QLineEdit>(*place, "placeName")->setText(QStringLiteral("vault"));
        auto *kind = childOf<QComboBox>(*place, "placeKind");
        kind->setCurrentIndex(kind->findData(int(PlaceKind::Folder)));
        QVERIFY(!childOf<QLineEdit>(*place, "placeClass")->isVisible());
        childOf<QLineEdit>(*place, "placeFolder")->setText(QStringLiteral("/mnt/vault"));
        childOf<QPushButton>(*place, "placeOk")->click();
        settle();
        QCOMPARE(*m_fixture->workspace.handOvers().places(), QList<ArchivePlace> {vault()});
        QCOMPARE(cell(places, "placesTable", 0, 0), QStringLiteral("vault"));

        QTRY_VERIFY_WITH_TIMEOUT(!childOf<QDialog>(places, "placeDialog"), 60000); // deleted when it was closed
        childOf<QPushButton>(places, "placesEdit")->click();
        place = childOf<QDialog>(places, "placeDialog");
        QVERIFY(place);
        QVERIFY(childOf<QLineEdit>(*place, "placeName")->isReadOnly());
        childOf<QSpinBox>(*place, "placeYears")->setValue(7);
        childOf<QPushButton>(*place, "placeOk")->click();
        settle();
        QCOMPARE(m_fixture->workspace.handOvers().places()->constFirst().keepYears, 7);

        m_fixture->dialogs.answer = true;
        childOf<QPushButton>(places, "placesRemove")->click();
        settle();
        QVERIFY(m_fixture->workspace.handOvers().places()->isEmpty());
        QCOMPARE(m_fixture->said.size(), 3);
    }

    void itIsHandedOverWatchedAndConfirmed()
    {
        addVault();
        open();
        QVERIFY2(detail().contains(QStringLiteral("on the server alone")), qPrintable(detail()));
        QDialog &dialog = opened("handOver", "handOversDialog");
        settle();
        QCOMPARE(namelessWidgets(dialog), QStringList());
        QCOMPARE(cell(dialog, "handOversTable", 0, 1), QStringLiteral("not handed over"));
        QVERIFY(!childOf<QPushButton>(dialog, "handOversLook")->isEnabled());
        childOf<QPushButton>(dialog, "handOversStart")->click();
        QTRY_COMPARE_WITH_TIMEOUT(stored().size(), 1, 60000);
        QTRY_VERIFY_WITH_TIMEOUT(childOf<QPushButton>(dialog, "handOversStop")->isEnabled(), 60000);
        QVERIFY(!childOf<QPushButton>(dialog, "handOversStart")->isEnabled());
        m_server.set("ended"); // a poll tells
        QTRY_COMPARE_WITH_TIMEOUT(stored().constFirst().state, HandOverState::Confirmed, 60000);
        QTRY_VERIFY_WITH_TIMEOUT(childOf<QPushButton>(dialog, "handOversRead")->isEnabled(), 60000);
        m_server.setLook("missing");
        childOf<QPushButton>(dialog, "handOversLook")->click();
        QTRY_COMPARE_WITH_TIMEOUT(stored().constFirst().state, HandOverState::Missing, 60000);
        settle();
        QVERIFY(childOf<QPushButton>(dialog, "handOversStart")->isEnabled());
    }

    void whatFailsIsSaid()
    {
        addVault();
        open();
        m_server.fails(RemoteProgram::HandOverStart, Error {ErrorKind::Busy, QStringLiteral("Anna does it.")});
        QDialog &dialog = opened("handOver", "handOversDialog");
        settle();
        childOf<QPushButton>(dialog, "handOversStart")->click();
        QTRY_COMPARE_WITH_TIMEOUT(errorOf(dialog), QStringLiteral("Anna does it."), 60000);
        settle();
        QCOMPARE(errorOf(dialog), QStringLiteral("Anna does it.")); // also after it was read anew
    }

    void stoppingIsAskedFirst()
    {
        addVault();
        QVERIFY(m_fixture->workspace.handOvers().start(m_fixture->workspace.archives().runs()->first().run.id,
                                                       QStringLiteral("vault"), CancelToken()));
        open();
        QDialog &dialog = opened("handOver", "handOversDialog");
        QTRY_VERIFY_WITH_TIMEOUT(childOf<QPushButton>(dialog, "handOversStop")->isEnabled(), 60000);
        childOf<QPushButton>(dialog, "handOversStop")->click();
        QCOMPARE(m_fixture->dialogs.questions.size(), 1);
        QVERIFY(m_fixture->dialogs.questions.constFirst().dangerous);
        QVERIFY(m_server.inputs(RemoteProgram::HandOverStop).isEmpty());
        m_fixture->dialogs.answer = true;
        childOf<QPushButton>(dialog, "handOversStop")->click();
        QTRY_COMPARE_WITH_TIMEOUT(stored().constFirst().state, HandOverState::Failed, 60000);
    }

    /// What reads for hours can be ended where it was begun.
    void whatWasBegunHereIsStopped()
    {
        addVault();
        m_server.set("ended");
        open();
        QDialog &dialog = opened("handOver", "handOversDialog");
        settle();
        childOf<QPushButton>(dialog, "handOversAsk")->click();
        auto *read = childOf<QPushButton>(dialog, "handOversRead");
        auto *stop = childOf<QPushButton>(dialog, "handOversStop");
        QTRY_VERIFY_WITH_TIMEOUT(read->isEnabled(), 60000);
        QVERIFY(!stop->isEnabled());
        const QString why = childOf<QPushButton>(dialog, "handOversStart")->toolTip();
        QVERIFY2(why.contains(QStringLiteral("confirmed it already")), qPrintable(why));
        read->click();
        QVERIFY(!read->isEnabled() && stop->isEnabled());
        stop->click();
        QVERIFY(m_fixture->dialogs.questions.isEmpty());
        const QList<Job> jobs = m_fixture->jobs.jobs();
        QVERIFY(std::any_of(jobs.cbegin(), jobs.cend(), [](const Job &job) { return job.cancelRequested; }));
        QTRY_VERIFY_WITH_TIMEOUT(read->isEnabled(), 60000);
        QVERIFY(!stop->isEnabled());
    }

    /// Who opens the page on another workstation sees how it goes on.
    void thePageFollowsOne()
    {
        addVault();
        QVERIFY(m_fixture->workspace.handOvers().start(m_fixture->workspace.archives().runs()->first().run.id,
                                                       QStringLiteral("vault"), CancelToken()));
        open();
        QSignalSpy changed(m_page.get(), &PageWidget::workspaceChanged);
        QVERIFY2(detail().contains(QStringLiteral("vault: ")), qPrintable(detail()));
        m_server.set("ended");
        QTRY_VERIFY_WITH_TIMEOUT(!changed.isEmpty(), 60000);
        QCOMPARE(stored().constFirst().state, HandOverState::Confirmed);
        QVERIFY2(detail().contains(handOverStateWord(HandOverState::Confirmed)), qPrintable(detail()));
        QVERIFY(!m_fixture->workspace.hosts.calls().isEmpty());
    }

    void aReadOnlyWorkspaceIsLookedAtAlone()
    {
        addVault();
        m_server.set("ended");
        m_fixture->workspace.makeReadOnly();
        open();
        QDialog &places = opened("archivePlaces", "placesDialog");
        settle();
        for (const char *name : {"placesAdd", "placesEdit", "placesRemove"})
            QVERIFY2(!childOf<QPushButton>(places, name)->isEnabled(), name);
        places.reject();
        QDialog &dialog = opened("handOver", "handOversDialog");
        settle();
        QVERIFY(!childOf<QPushButton>(dialog, "handOversStart")->isEnabled());
        childOf<QPushButton>(dialog, "handOversAsk")->click();
        QTRY_COMPARE_WITH_TIMEOUT(cell(dialog, "handOversTable", 0, 1), handOverStateWord(HandOverState::Confirmed),
                                  60000);
    }
};

NIGHTKEEP_TEST(TstHandOversDialog, widget, Window)
#include "tst_handoversdialog.moc"
