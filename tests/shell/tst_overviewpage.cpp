// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/findingmodel.h"
#include "tests/shell/windowfixture.h"
#include "tests/support/testmain.h"
#include "widgets/shell/findingdelegate.h"
#include "widgets/shell/tile.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>

using namespace Nightkeep;

class TstOverviewpage : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_fixture = std::make_unique<WindowFixture>(); }
    void cleanup()
    {
        m_said.clear();
        m_page.reset();
        m_reader.reset();
        m_workspace.reset();
        m_fixture.reset();
    }

    void beginsWithTheAnswer()
    {
        open(WindowFixture::smallEstate());
        const Result<QList<Finding>> findings = allFindings(*m_workspace);
        QVERIFY(findings);
        int urgent = 0;
        int attention = 0;
        for (const Finding &finding : *findings) {
            urgent += finding.severity == Severity::Critical ? 1 : 0;
            attention += finding.severity == Severity::Warning ? 1 : 0;
        }
        QVERIFY(urgent > 0);
        const QString answer = m_page->findChild<QLabel *>(QStringLiteral("answer"))->text();
        QVERIFY2(answer.startsWith(QString::number(urgent + attention)), qPrintable(answer));
        QVERIFY2(answer.contains(QStringLiteral("%1 of them urgent").arg(urgent)), qPrintable(answer));
        QVERIFY2(answer.contains(QStringLiteral("14 minutes ago")), qPrintable(answer));
        QCOMPARE(leaves(), int(findings->size()));
    }

    void findingIsALinkToItsPlace_data()
    {
        QTest::addColumn<bool>("byKey");
        QTest::newRow("one click") << false;
        QTest::newRow("Enter") << true;
    }
    void findingIsALinkToItsPlace()
    {
        QFETCH(bool, byKey);
        open(WindowFixture::smallEstate());
        QSignalSpy activated(m_page.get(), &PageWidget::objectActivated);
        const QModelIndex heading = view()->model()->index(0, 0);
        const QModelIndex first = view()->model()->index(1, 0);
        if (byKey) {
            view()->setCurrentIndex(first);
            QTest::keyClick(view(), Qt::Key_Return);
        } else {
            QTest::mouseClick(view()->viewport(), Qt::LeftButton, {}, view()->visualRect(first).center());
        }
        QCOMPARE(activated.count(), 1);
        QCOMPARE(int(activated.first().at(0).value<Page>()), first.data(FindingModel::PageRole).toInt());
        QCOMPARE(activated.first().at(1).toString(), first.data(FindingModel::ObjectRole).toString());
        QTest::mouseClick(view()->viewport(), Qt::LeftButton, {}, view()->visualRect(heading).center());
        QCOMPARE(activated.count(), 1); // a heading leads nowhere
    }

    void tilesLeadToTheirPages()
    {
        open(WindowFixture::smallEstate());
        QSignalSpy activated(m_page.get(), &PageWidget::objectActivated);
        auto *tile = m_page->findChild<Tile *>(QStringLiteral("foldersTile"));
        QVERIFY(tile->isVisible());
        QVERIFY(!tile->accessibleName().isEmpty());
        QTest::mouseClick(tile, Qt::LeftButton);
        tile->setFocus();
        QTest::keyClick(tile, Qt::Key_Space);
        QCOMPARE(activated.count(), 2);
        QCOMPARE(int(activated.last().at(0).value<Page>()), int(Page::Folders));
    }

    void emptyWorkspaceOffersTheFirstStep()
    {
        open(std::make_unique<FakeWorkspace>());
        QSignalSpy wanted(m_page.get(), &OverviewPage::importRequested);
        auto *step = m_page->findChild<QPushButton *>(QStringLiteral("emptyFirstStep"));
        QTRY_VERIFY(step->isVisible());
        QTest::mouseClick(step, Qt::LeftButton);
        QCOMPARE(wanted.count(), 1);
        QVERIFY(!m_page->findChild<Tile *>(QStringLiteral("serversTile"))->isVisible());
    }

    void aReadOnlyEmptyWorkspaceSaysWhyThereIsNoFirstStep()
    {
        auto workspace = std::make_unique<FakeWorkspace>();
        workspace->makeReadOnly();
        open(std::move(workspace));
        auto *step = m_page->findChild<QPushButton *>(QStringLiteral("emptyFirstStep"));
        QTRY_VERIFY(step->isVisible());
        QVERIFY(!step->isEnabled());
        QVERIFY2(step->toolTip().contains(QStringLiteral("read-only")), qPrintable(step->toolTip()));
    }

    void findingIsCopiedWhole()
    {
        open(WindowFixture::smallEstate());
        const QModelIndex first = view()->model()->index(1, 0);
        view()->setCurrentIndex(first);
        m_page->copy();
        const QString copied = QGuiApplication::clipboard()->text();
        QVERIFY(copied.startsWith(first.data().toString()));
        QVERIFY(copied.contains(first.data(FindingModel::AdviceRole).toString()));
        QCOMPARE(m_said, QStringList {QStringLiteral("The finding was copied.")});
    }

    void objectIsShownEvenBeforeItIsRead()
    {
        m_workspace = WindowFixture::smallEstate();
        const Result<QList<Finding>> findings = allFindings(*m_workspace);
        QVERIFY(findings && !findings->isEmpty());
        make();
        m_page->showObject(findings->last().id);
        m_page->reload();
        QTRY_COMPARE(view()->currentIndex().data(KeyRole).toString(), findings->last().id);
    }

    void unreadableWorkspaceIsAnErrorInThePage()
    {
        m_workspace = WindowFixture::smallEstate();
        m_workspace->archiveStore.setFailure(
            Error {ErrorKind::Damaged, QStringLiteral("The archives cannot be read.")});
        make();
        m_page->reload();
        const auto *message = m_page->findChild<QLabel *>(QStringLiteral("errorMessage"));
        QTRY_VERIFY(message->isVisible());
        QCOMPARE(message->text(), QStringLiteral("The archives cannot be read."));
        m_workspace->archiveStore.setFailure({});
        m_page->reload();
        QTRY_VERIFY(!message->isVisible());
        const auto *tile = m_page->findChild<Tile *>(QStringLiteral("serversTile"));
        QVERIFY(tile->isVisible());
        m_workspace->archiveStore.setFailure(Error {ErrorKind::Damaged, QStringLiteral("It cannot be read again.")});
        m_page->reload();
        QTRY_VERIFY(message->isVisible());
        QVERIFY(!tile->isVisible()); // nothing of before passes for what is so now
    }

private:
    void make()
    {
        m_reader = std::make_unique<WorkspaceReader>(*m_workspace, m_fixture->jobs);
        m_page = std::make_unique<OverviewPage>(
            PageContext {*m_workspace, *m_reader, m_fixture->jobs, m_fixture->dialogs, m_fixture->settings,
                         [](const QString &, const QByteArray &) -> Result<void> { return {}; },
                         [this](const QString &sentence) { m_said.append(sentence); }});
        m_page->resize(900, 600);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get(), 60000));
    }
    void open(std::unique_ptr<FakeWorkspace> workspace)
    {
        m_workspace = std::move(workspace);
        make();
        m_page->reload();
        QTRY_COMPARE(m_fixture->jobs.running(), 0);
    }
    QListView *view() const { return m_page->findChild<QListView *>(QStringLiteral("findings")); }
    int leaves() const
    {
        int count = 0;
        for (int row = 0; row < view()->model()->rowCount(); ++row)
            count += view()->model()->index(row, 0).data(FindingModel::IsHeadingRole).toBool() ? 0 : 1;
        return count;
    }

    std::unique_ptr<WindowFixture> m_fixture;
    std::unique_ptr<FakeWorkspace> m_workspace;
    QStringList m_said;
    std::unique_ptr<WorkspaceReader> m_reader;
    std::unique_ptr<OverviewPage> m_page;
};

NIGHTKEEP_TEST(TstOverviewpage, widget, Window)
#include "tst_overviewpage.moc"
