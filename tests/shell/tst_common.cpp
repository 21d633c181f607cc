// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/tableproxy.h"
#include "tests/support/fakedialogs.h"
#include "tests/support/testmain.h"
#include "widgets/common/errorbanner.h"
#include "widgets/common/pagewidget.h"
#include "widgets/common/questiondialog.h"
#include "widgets/common/statedelegate.h"
#include "widgets/common/textdialog.h"
#include "widgets/common/themeicons.h"
#include "widgets/common/viewstate.h"
#include "widgets/shell/palettes.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSplitter>
#include <QStandardItemModel>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <set>

using namespace Nightkeep;

namespace {

QColor strongest(const QImage &image)
{
    QColor found = Qt::transparent;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QColor color = image.pixelColor(x, y);
            if (color.alpha() > found.alpha())
                found = color;
        }
    }
    return found;
}

/// The shape alone: which pixels are painted, whatever the colour.
QByteArray shapeOf(const QIcon &icon)
{
    const QImage image = icon.pixmap(QSize(24, 24)).toImage();
    QByteArray shape;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            shape += image.pixelColor(x, y).alpha() > 128 ? '#' : ' ';
    }
    return shape;
}

const QList<State> AllStates {State::Good, State::Attention, State::Bad, State::Unknown, State::Working};

QImage painted(const StateDelegate &delegate, const QModelIndex &index, int width)
{
    QStyleOptionViewItem option;
    option.rect = QRect(0, 0, width, 60);
    option.palette = lightPalette();
    option.font = QApplication::font();
    option.fontMetrics = QFontMetrics(option.font);
    option.state = QStyle::State_Enabled | QStyle::State_Active;
    QImage image(width, 60, QImage::Format_ARGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    delegate.paint(&painter, option, index);
    return image;
}

} // namespace

class TstCommon : public QObject
{
    Q_OBJECT

private slots:
    void everyStateHasAShapeOfItsOwn()
    {
        std::set<QByteArray> shapes;
        for (const State state : AllStates) {
            const QByteArray shape = shapeOf(stateIcon(state, lightPalette()));
            QVERIFY(shape.contains('#'));
            shapes.insert(shape);
        }
        QCOMPARE(int(shapes.size()), 5);
    }

    void stateColoursAreReadable_data()
    {
        QTest::addColumn<QPalette>("palette");
        QTest::newRow("light") << lightPalette();
        QTest::newRow("dark") << darkPalette();
        QPalette grey = lightPalette();
        grey.setColor(QPalette::Base, QColor(0x9a, 0x9a, 0x9a));
        QTest::newRow("grey in the middle") << grey;
    }
    void stateColoursAreReadable()
    {
        QFETCH(QPalette, palette);
        for (const State state : AllStates) {
            const qreal contrast = contrastRatio(stateColor(state, palette), palette.color(QPalette::Base));
            QVERIFY2(contrast >= 4.5, qPrintable(QStringLiteral("%1: %2").arg(stateWord(state)).arg(contrast)));
        }
    }

    void iconsFollowThePaletteAndTheMode()
    {
        const QPalette dark = darkPalette();
        const QIcon fixed = themeIcon(QStringLiteral("refresh"), dark);
        QCOMPARE(strongest(fixed.pixmap(32).toImage()).rgb(), dark.color(QPalette::ButtonText).rgb());
        QCOMPARE(strongest(fixed.pixmap(32, QIcon::Disabled).toImage()).rgb(),
                 dark.color(QPalette::Disabled, QPalette::ButtonText).rgb());
        QCOMPARE(strongest(fixed.pixmap(32, QIcon::Selected).toImage()).rgb(),
                 dark.color(QPalette::HighlightedText).rgb());
        const QPalette own = QApplication::palette();
        const QIcon following = themeIcon(QStringLiteral("refresh"));
        QApplication::setPalette(lightPalette());
        const QColor light = strongest(following.pixmap(32).toImage());
        QApplication::setPalette(dark);
        const QColor after = strongest(following.pixmap(32).toImage());
        QApplication::setPalette(own);
        QCOMPARE(light.rgb(), lightPalette().color(QPalette::ButtonText).rgb());
        QCOMPARE(after.rgb(), dark.color(QPalette::ButtonText).rgb());
    }

    void iconsAreThereAndSharp_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name :
             {"overview", "servers", "folders", "settings", "archives", "jobs",    "refresh",   "import", "export",
              "lock",     "unlock",  "search",  "add",      "edit",     "remove",  "copy",      "cancel", "close",
              "undo",     "redo",    "help",    "link",     "play",     "columns", "retention", "meeting"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    void iconsAreThereAndSharp()
    {
        QFETCH(QString, name);
        const QIcon icon = themeIcon(name);
        for (const int side : {16, 24, 48}) {
            QCOMPARE(icon.pixmap(side).size(), QSize(side, side));
            QVERIFY(strongest(icon.pixmap(side).toImage()).alpha() > 200);
        }
        const QPixmap sharp = icon.pixmap(QSize(16, 16), 2.0);
        QCOMPARE(sharp.size(), QSize(32, 32));
        QVERIFY(!applicationIcon().pixmap(64).isNull());
    }

    void errorHasThreeParts()
    {
        ErrorBanner banner;
        QVERIFY(!banner.isVisible());
        const Error error {ErrorKind::Unreachable, QStringLiteral("<b>moodle-a</b> does not answer."),
                           QStringLiteral("Look at the network."), QStringLiteral("connect: timed out")};
        banner.showError(error);
        QVERIFY(banner.isVisible());
        const auto *message = banner.findChild<QLabel *>(QStringLiteral("errorMessage"));
        QCOMPARE(message->text(), error.message);
        QCOMPARE(message->textFormat(), Qt::PlainText);
        QCOMPARE(banner.findChild<QLabel *>(QStringLiteral("errorAdvice"))->text(), error.advice);
        QTest::mouseClick(banner.findChild<QToolButton *>(QStringLiteral("errorCopy")), Qt::LeftButton);
        const QString copied = QGuiApplication::clipboard()->text();
        for (const QString &part : {error.message, error.advice, error.detail, QStringLiteral("unreachable")})
            QVERIFY2(copied.contains(part), qPrintable(copied));
        QCOMPARE(banner.findChild<QToolButton *>(QStringLiteral("errorCopy"))->text(), QStringLiteral("Copied"));
        QTest::mouseClick(banner.findChild<QToolButton *>(QStringLiteral("errorClose")), Qt::LeftButton);
        QVERIFY(!banner.isVisible());
    }

    void cancelledIsNoError()
    {
        ErrorBanner banner;
        banner.showError({ErrorKind::Cancelled, QStringLiteral("Cancelled.")});
        QVERIFY(!banner.isVisible());
        banner.showError({ErrorKind::Failed, QStringLiteral("No.")});
        banner.showError({ErrorKind::Cancelled, QStringLiteral("Cancelled.")});
        QVERIFY(banner.isVisible()); // it does not take away what is still true
        QVERIFY(!banner.findChild<QLabel *>(QStringLiteral("errorAdvice"))->isVisible());
    }

    void delegateDrawsStateAndElidesPathsInTheMiddle()
    {
        QStandardItemModel model(1, 1);
        const QModelIndex index = model.index(0, 0);
        model.setData(index, QStringLiteral("/data/apache/htdocs/moodle/blocks/of/a/long/path"));
        const StateDelegate delegate;
        const QImage plain = painted(delegate, index, 120);
        QVERIFY(plain != painted(delegate, index, 400)); // elided
        model.setData(index, int(State::Bad), StateRole);
        QVERIFY(plain != painted(delegate, index, 120));
        QCOMPARE(TableProxy::cellLines(index), QStringList {model.data(index).toString()});

        QStyleOptionViewItem option;
        option.font = QApplication::font();
        option.fontMetrics = QFontMetrics(option.font);
        const int one = delegate.sizeHint(option, index).height();
        model.setData(index, QStringList {QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")}, LinesRole);
        QVERIFY(delegate.sizeHint(option, index).height() >= one + option.fontMetrics.lineSpacing());
    }

    void toolTipsAreNeverMarkup()
    {
        const QString tip = plainToolTip(QStringLiteral("<img src=x>\nline"));
        QVERIFY(tip.contains(QStringLiteral("&lt;img src=x&gt;\nline")));
        QVERIFY(!tip.contains(QStringLiteral("<img")));
        QCOMPARE(plainToolTip({}), QString());
    }

    void dangerousQuestionIsSafeByEnter_data()
    {
        QTest::addColumn<bool>("dangerous");
        QTest::addColumn<int>("result");
        QTest::newRow("dangerous") << true << int(QDialog::Rejected);
        QTest::newRow("harmless") << false << int(QDialog::Accepted);
    }
    void dangerousQuestionIsSafeByEnter()
    {
        QFETCH(bool, dangerous);
        QFETCH(int, result);
        QuestionDialog dialog({QStringLiteral("Write"), QStringLiteral("<b>2</b> options"),
                               QStringLiteral("UPDATE mdl_backup_config"), QStringLiteral("Write 2 options"),
                               dangerous});
        dialog.show();
        QVERIFY(QTest::qWaitForWindowExposed(&dialog, 60000));
        QCOMPARE(dialog.findChild<QPushButton *>(QStringLiteral("questionAccept"))->text(),
                 QStringLiteral("Write 2 options"));
        QCOMPARE(dialog.findChild<QPlainTextEdit *>()->toPlainText(), QStringLiteral("UPDATE mdl_backup_config"));
        QTest::keyClick(&dialog, Qt::Key_Return);
        QCOMPARE(dialog.result(), result);
        QVERIFY(!dialog.isVisible());
    }

    void secretsAreNotShown()
    {
        TextDialog dialog(QStringLiteral("moodle-a asks"), QStringLiteral("<h1>Password:</h1>"), {}, true);
        auto *edit = dialog.findChild<QLineEdit *>(QStringLiteral("textDialogEdit"));
        QCOMPARE(edit->echoMode(), QLineEdit::Password);
        QCOMPARE(dialog.findChild<QLabel *>(QStringLiteral("textDialogLabel"))->textFormat(), Qt::PlainText);
        QTest::keyClicks(edit, QStringLiteral("secret"));
        QCOMPARE(dialog.text(), QStringLiteral("secret"));
    }

    void splittersAreRemembered()
    {
        const QTemporaryDir folder;
        QSettings settings(folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
        const auto make = [&settings] {
            auto splitter = std::make_unique<QSplitter>();
            splitter->addWidget(new QLabel(QStringLiteral("a")));
            splitter->addWidget(new QLabel(QStringLiteral("b")));
            splitter->resize(400, 100);
            rememberSplitter(splitter.get(), settings, QStringLiteral("test"));
            splitter->show();
            return splitter;
        };
        auto first = make();
        first->setSizes({100, 300});
        emit first->splitterMoved(100, 1);
        const QList<int> sizes = first->sizes();
        first.reset();
        const auto second = make();
        QCOMPARE(second->sizes(), sizes);
    }
};

NIGHTKEEP_TEST(TstCommon, widget, Window)
#include "tst_common.moc"
