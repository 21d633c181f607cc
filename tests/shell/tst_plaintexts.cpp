// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/bytepath.h"
#include "tests/support/testmain.h"
#include "widgets/common/errorbanner.h"
#include "widgets/common/questiondialog.h"
#include "widgets/common/statedelegate.h"
#include "widgets/common/textdialog.h"
#include "widgets/history/diskchart.h"
#include "widgets/settings/sitedialog.h"

#include <QComboBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QTest>
#include <QTextDocument>

#include <algorithm>

using namespace Nightkeep;

/// Text that came from a server, where it is shown as a whole: no markup, no mark that turns what stands around it, no
/// character that is not seen.
class TstPlainTexts : public QObject
{
    Q_OBJECT

private:
    [[nodiscard]] static QList<QChar> marks()
    {
        QList<QChar> all {u'\u061c', u'\u200e', u'\u200f', u'\x1b', u'\a', QChar(0x85), u'\u2028', u'\ufeff'};
        for (char16_t c = u'\u202a'; c <= u'\u202e'; ++c)
            all.append(c);
        for (char16_t c = u'\u2066'; c <= u'\u2069'; ++c)
            all.append(c);
        return all;
    }
    /// One of each mark between markup, on two lines.
    [[nodiscard]] static QString hostile()
    {
        QString text = QStringLiteral("<b>/data</b>\n<img src=\"http://192.0.2.1/canary\">");
        for (const QChar mark : marks())
            text += QString(mark) + QLatin1Char('x');
        return text;
    }
    [[nodiscard]] static bool hasMarks(const QString &text)
    {
        const QList<QChar> all = marks();
        return std::any_of(all.begin(), all.end(), [&text](QChar mark) { return text.contains(mark); });
    }

private slots:
    void everyMarkIsSeen()
    {
        QCOMPARE(marks().size(), 17);
        for (const QChar mark : marks()) {
            const QString one(mark);
            QVERIFY(hasMarks(one));
            QVERIFY(!hasMarks(visibleText(one)));
            QVERIFY(!hasMarks(displayPath(one.toUtf8())));
            QCOMPARE(visibleLines(one), visibleText(one));
        }
    }

    void wholeTextsKeepTheirLines()
    {
        QCOMPARE(visibleLines(QStringLiteral("a\n\tb\\n\\\\c\n")), QStringLiteral("a\n\tb\\n\\\\c\n"));
        QCOMPARE(visibleLines(QString()), QString());
        const QString once = visibleLines(hostile());
        QVERIFY(!hasMarks(once));
        QCOMPARE(once.count(u'\n'), 1);
        QCOMPARE(visibleLines(once), once); // what was made visible is not made so again
    }

    void errorsAndWhatIsCopiedOfThem()
    {
        ErrorBanner banner;
        banner.showError({ErrorKind::Failed, hostile(), hostile(), hostile()});
        const QList<QLabel *> labels = banner.findChildren<QLabel *>();
        int shown = 0;
        for (const QLabel *label : labels) {
            QVERIFY(!hasMarks(label->text()));
            QVERIFY(label->text().isEmpty() || label->textFormat() == Qt::PlainText);
            shown += label->text().contains(QLatin1String("<b>/data</b>")) ? 1 : 0;
        }
        QCOMPARE(shown, 2);
    }

    void questionsAndTheirDetails()
    {
        const QuestionDialog dialog({QStringLiteral("Title"), hostile(), hostile(), QStringLiteral("Do it")});
        for (const QLabel *label : dialog.findChildren<QLabel *>()) {
            QVERIFY(!hasMarks(label->text()));
            QVERIFY(label->text().isEmpty() || label->textFormat() == Qt::PlainText);
        }
        const auto *details = dialog.findChild<QPlainTextEdit *>(QStringLiteral("questionDetails"));
        QVERIFY(details);
        QCOMPARE(details->toPlainText(), visibleLines(hostile()));
    }

    /// The attack: the question that a server has ssh ask seemed to be another's.
    void prompts()
    {
        const TextDialog dialog(QStringLiteral("Title"), hostile(), {}, true);
        const auto *label = dialog.findChild<QLabel *>(QStringLiteral("textDialogLabel"));
        QVERIFY(label);
        QCOMPARE(label->text(), visibleLines(hostile()));
        QCOMPARE(label->textFormat(), Qt::PlainText);
    }

    /// The attack: in a shared workspace a server's name, of a colleague's row, looked like another's in the list.
    void namesInListsAreShownNotChanged()
    {
        Site site;
        site.name = QStringLiteral("moodle");
        site.dataServer = hostile();
        site.databaseServer = hostile() + u'2'; // no longer among the servers
        const SiteDialog dialog(site, {QStringLiteral("moodle-a"), hostile()});
        int names = 0;
        for (const QComboBox *box : dialog.findChildren<QComboBox *>()) {
            for (int i = 0; i < box->count(); ++i) {
                QVERIFY(!hasMarks(box->itemText(i)));
                ++names;
            }
        }
        QCOMPARE(names, 7); // two of them kinds of databases
        QCOMPARE(dialog.site().dataServer, site.dataServer);
        QCOMPARE(dialog.site().databaseServer, site.databaseServer);
    }

    /// The attack: a mount's name was markup in the tool tip of the chart of its disk.
    void toolTips()
    {
        DiskChart chart;
        DiskSeries series;
        series.mount = "/data/<img src=\"http://192.0.2.1/canary\">";
        chart.setDisk(series, {});
        for (const QString &tip : {chart.toolTip(), plainToolTip(hostile())}) {
            QVERIFY(!tip.isEmpty());
            QVERIFY(!tip.contains(QLatin1String("<img")));
            QVERIFY(!hasMarks(tip));
            QTextDocument document;
            document.setHtml(tip); // as the tool tip does
            QVERIFY(document.toPlainText().contains(QLatin1String("<img src=\"http://192.0.2.1/canary\">")));
        }
    }
};

NIGHTKEEP_TEST(TstPlainTexts, unit, Window)
#include "tst_plaintexts.moc"
