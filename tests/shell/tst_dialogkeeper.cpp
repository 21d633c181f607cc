// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testmain.h"
#include "widgets/common/dialogkeeper.h"
#include "widgets/common/inputdialog.h"
#include "widgets/common/questiondialog.h"
#include "widgets/common/viewstate.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSettings>
#include <QSlider>
#include <QSpinBox>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QVBoxLayout>
#include <QWheelEvent>

using namespace Nightkeep;

namespace {

/// A form of so many lines over its buttons, made in another order than it is read in.
std::unique_ptr<QDialog> formDialog(int lines, int buttons = 1)
{
    auto dialog = std::make_unique<QDialog>();
    dialog->setObjectName(QStringLiteral("formDialog"));
    dialog->setWindowTitle(QStringLiteral("A form"));
    auto *box = new QDialogButtonBox(QDialogButtonBox::Close, dialog.get());
    for (int number = 1; number < buttons; ++number)
        box->addButton(QStringLiteral("A button that says what it does"), QDialogButtonBox::ActionRole);
    auto *hidden = new QLabel(QStringLiteral("An error"), dialog.get());
    hidden->setObjectName(QStringLiteral("hidden"));
    hidden->hide();
    auto *form = new QFormLayout;
    for (int number = 0; number < lines; ++number) {
        auto *line = new QLineEdit(dialog.get());
        line->setObjectName(QStringLiteral("line%1").arg(number));
        form->addRow(QStringLiteral("Line %1").arg(number), line);
    }
    auto *layout = new QVBoxLayout(dialog.get());
    layout->addWidget(hidden);
    layout->addLayout(form);
    auto *table = new QTableWidget(2, 2, dialog.get());
    table->setTabKeyNavigation(false);
    layout->addWidget(table, 1);
    layout->addWidget(box);
    return dialog;
}

void showIt(QDialog &dialog)
{
    dialog.show();
    QVERIFY(QTest::qWaitForWindowActive(&dialog, 60000));
    QCoreApplication::sendPostedEvents(); // what was asked of layouts meanwhile
}

} // namespace

/// What is seen to in every dialog as it is shown.
class TstDialogKeeper : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_settings.clear();
        m_keeper = std::make_unique<DialogKeeper>(m_settings, nullptr);
    }
    void cleanup() { m_keeper.reset(); }

    void aTallDialogScrollsAboveItsButtons()
    {
        const auto dialog = formDialog(90);
        showIt(*dialog);
        QVERIFY(dialog->height() <= roomFor(dialog.get()).height());
        auto *area = dialog->findChild<QScrollArea *>(QStringLiteral("dialogContents"));
        QVERIFY(area);
        for (const char *name : {"line0", "line89"}) {
            const auto *line = dialog->findChild<QLineEdit *>(QLatin1String(name));
            QVERIFY2(area->widget()->isAncestorOf(line) && line->isVisible(), name);
        }
        QVERIFY(dialog->findChild<QLabel *>(QStringLiteral("hidden"))->isHidden());
        const auto *close = dialog->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Close);
        QVERIFY(!area->isAncestorOf(close));
        QVERIFY(dialog->rect().contains(QRect(close->mapTo(dialog.get(), QPoint()), close->size())));
    }

    void aDialogThatAsksForTooMuchGetsWhatThereIs()
    {
        const auto dialog = formDialog(3);
        dialog->setMinimumWidth(3000);
        showIt(*dialog);
        QVERIFY(dialog->width() <= roomFor(dialog.get()).width());
    }

    void aDialogThatFitsIsLeftAsItIs()
    {
        const auto dialog = formDialog(3);
        showIt(*dialog);
        QVERIFY(!dialog->findChild<QScrollArea *>(QStringLiteral("dialogContents")));
        QCOMPARE(dialog->findChild<QDialogButtonBox *>()->orientation(), Qt::Horizontal);
    }

    void whatGrowsLaterScrollsToo()
    {
        const auto dialog = formDialog(3);
        showIt(*dialog);
        dialog->findChild<QTableWidget *>()->setMinimumHeight(3000);
        QTRY_VERIFY(dialog->findChild<QScrollArea *>(QStringLiteral("dialogContents")));
        QVERIFY(dialog->height() <= roomFor(dialog.get()).height());
    }

    void tooManyButtonsStandInAColumn()
    {
        const auto dialog = formDialog(1, 9);
        showIt(*dialog);
        QCOMPARE(dialog->findChild<QDialogButtonBox *>()->orientation(), Qt::Vertical);
        QVERIFY(dialog->width() <= roomFor(dialog.get()).width());
    }

    void theFocusStaysWhenItScrolls()
    {
        const auto dialog = formDialog(90);
        auto *line = dialog->findChild<QLineEdit *>(QStringLiteral("line5"));
        line->setFocus();
        showIt(*dialog);
        QTRY_COMPARE(dialog->focusWidget(), static_cast<QWidget *>(line));
    }

    void whatScrollsHasNoInputYet()
    {
        InputDialog dialog;
        auto *box = new QDialogButtonBox(QDialogButtonBox::Close, &dialog);
        auto *second = new QLineEdit(QStringLiteral("second"), &dialog); // made before what is read first
        auto *first = new QLineEdit(QStringLiteral("first"), &dialog);
        auto *layout = new QVBoxLayout(&dialog);
        layout->addWidget(first);
        layout->addWidget(second);
        layout->addWidget(box);
        second->setMinimumHeight(3000);
        showIt(dialog);
        QVERIFY(dialog.findChild<QScrollArea *>(QStringLiteral("dialogContents")));
        QVERIFY(!dialog.hasInput());
        first->setText(QStringLiteral("typed"));
        QVERIFY(dialog.hasInput());
    }

    void tabGoesAsItIsRead()
    {
        const auto dialog = formDialog(2);
        showIt(*dialog);
        const QWidget *first = dialog->findChild<QLineEdit *>(QStringLiteral("line0"));
        QTRY_COMPARE(dialog->focusWidget(), first);
        QStringList order;
        for (int press = 0; press < 4; ++press) {
            order << QLatin1String(dialog->focusWidget()->metaObject()->className());
            QTest::keyClick(dialog->focusWidget(), Qt::Key_Tab);
        }
        QCOMPARE(order.join(u' '), QStringLiteral("QLineEdit QLineEdit QTableWidget QPushButton"));
    }

    void theWheelChangesNoFieldThatItPassesOver()
    {
        QDialog dialog;
        auto *line = new QLineEdit(&dialog);
        auto *days = new QSpinBox(&dialog);
        auto *slider = new QSlider(Qt::Horizontal, &dialog);
        auto *layout = new QVBoxLayout(&dialog);
        for (QWidget *part : std::initializer_list<QWidget *> {line, days, slider})
            layout->addWidget(part);
        showIt(dialog);
        const auto turn = [](QWidget *part) {
            const QPointF at(part->rect().center());
            QWheelEvent event(at, part->mapToGlobal(at), {}, QPoint(0, 120), Qt::NoButton, Qt::NoModifier,
                              Qt::NoScrollPhase, false);
            QCoreApplication::sendEvent(part, &event);
        };
        QTRY_VERIFY(line->hasFocus());
        turn(days);
        QCOMPARE(days->value(), 0);
        turn(slider);
        QCOMPARE(slider->value(), 0);
        days->setFocus();
        turn(days);
        QCOMPARE(days->value(), 1);
        slider->setFocus();
        turn(slider);
        QVERIFY(slider->value() > 0);
    }

    void aTableIsCalledAsTheDialog()
    {
        const auto dialog = formDialog(1);
        showIt(*dialog);
        QCOMPARE(dialog->findChild<QTableWidget *>()->accessibleName(), QStringLiteral("A form"));
    }

    void aSizeIsRemembered()
    {
        auto dialog = formDialog(3);
        showIt(*dialog);
        dialog->resize(500, 333);
        dialog->close();
        dialog = formDialog(3);
        showIt(*dialog);
        QCOMPARE(dialog->size(), QSize(500, 333));
    }

    void aSizeThatWasLeftHasRoomForMoreWords()
    {
        const auto said = [](const QString &words) {
            auto dialog = std::make_unique<QDialog>();
            dialog->setObjectName(QStringLiteral("wordsDialog"));
            auto *label = new QLabel(words, dialog.get());
            label->setObjectName(QStringLiteral("words"));
            label->setWordWrap(true);
            auto *layout = new QVBoxLayout(dialog.get());
            layout->addWidget(label);
            layout->addWidget(new QDialogButtonBox(QDialogButtonBox::Close, dialog.get()));
            showIt(*dialog);
            return dialog;
        };
        said(QStringLiteral("Short."))->close();
        const auto dialog = said(QStringLiteral("It is said at length. ").repeated(12));
        const auto *label = dialog->findChild<QLabel *>(QStringLiteral("words"));
        QTRY_VERIFY(label->height() >= label->heightForWidth(label->width()));
    }

    void aQuestionIsAsLargeAsWhatItAsks()
    {
        Question question;
        question.title = QStringLiteral("Sure?");
        question.text = QStringLiteral("It is done.");
        question.accept = QStringLiteral("Do it");
        QuestionDialog first(question);
        showIt(first);
        const QSize own = first.size();
        first.resize(600, 500);
        first.close();
        QuestionDialog second(question);
        showIt(second);
        QCOMPARE(second.size(), own);
        QCOMPARE(second.findChild<QPushButton *>(QStringLiteral("questionReject"))->text(),
                 QStringLiteral("Leave it as it is"));
    }

private:
    QTemporaryDir m_folder;
    QSettings m_settings {m_folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat};
    std::unique_ptr<DialogKeeper> m_keeper;
};

NIGHTKEEP_TEST(TstDialogKeeper, widget, Window)
#include "tst_dialogkeeper.moc"
