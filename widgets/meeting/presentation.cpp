// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/meeting/presentation.h"

#include "models/base/bytepath.h"
#include "models/meeting/meetingtable.h"
#include "widgets/common/nightstrip.h"
#include "widgets/common/plainlabel.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace Nightkeep {

namespace {

// Lines of a size that the screen's height holds: what is read from the back of a room.
constexpr int PresentationTitleLines = 14;
constexpr int PresentationTextLines = 26;
constexpr int PresentationHintLines = 44;

void presentationScale(QWidget *part, int height, int lines, bool bold = false)
{
    QFont font = part->font();
    font.setPixelSize(std::max(height / lines, 8));
    font.setBold(bold);
    part->setFont(font);
}

QLabel *presentationLabel(QWidget *parent, const char *name)
{
    QLabel *label = plainLabel(parent);
    label->setObjectName(QLatin1String(name));
    label->setTextInteractionFlags(Qt::NoTextInteraction); // keys go to the presentation
    label->setFocusPolicy(Qt::NoFocus);
    return label;
}

} // namespace

Presentation::Presentation(QWidget *parent)
    : QWidget(parent, Qt::Window)
    , m_where(presentationLabel(this, "presentationPlace"))
    , m_problem(presentationLabel(this, "presentationProblem"))
    , m_title(presentationLabel(this, "presentationTitle"))
    , m_keys(presentationLabel(this, "presentationKeys"))
    , m_scroll(new QScrollArea(this))
{
    setObjectName(QStringLiteral("presentation"));
    setWindowTitle(tr("Agenda"));
    setFocusPolicy(Qt::StrongFocus);
    auto *body = new QWidget(m_scroll);
    auto *texts = new QVBoxLayout(body);
    m_background = presentationLabel(body, "presentationBackground");
    m_answer = presentationLabel(body, "presentationAnswer");
    m_reason = presentationLabel(body, "presentationReason");
    m_strip =
        new NightStrip(QStringLiteral("presentationNights"), tr("The nights that can be restored"), QString(), body);
    m_strip->setFocusPolicy(Qt::NoFocus);
    for (QWidget *part : QList<QWidget *> {m_background, m_answer, m_reason, m_strip})
        texts->addWidget(part);
    texts->addStretch(1);
    m_scroll->setObjectName(QStringLiteral("presentationBody"));
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setWidget(body);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_where);
    layout->addWidget(m_problem);
    layout->addWidget(m_title);
    layout->addWidget(m_scroll, 1);
    layout->addWidget(m_keys);
    setMayDecide(false);
    m_problem->hide();
    scaleText();
    showCurrent();
}

void Presentation::setMayDecide(bool mayDecide)
{
    m_mayDecide = mayDecide;
    m_keys->setText(mayDecide ? tr("Space or right: next. Left: back. D: decide. Escape: end.")
                              : tr("Space or right: next. Left: back. Escape: end."));
}

QString Presentation::currentKey() const
{
    return m_items.isEmpty() ? QString() : m_items.at(m_place).key;
}

void Presentation::setItems(const QList<AgendaItem> &items, const NightPicture &nights)
{
    if (items == m_items && nights == m_nights)
        return; // nothing is read out again, and what was scrolled to stays
    const QString before = currentKey();
    m_items = items;
    m_nights = nights;
    for (qsizetype i = 0; i < m_items.size(); ++i) {
        if (m_items.at(i).key == before)
            m_place = i;
    }
    m_place = std::clamp<qsizetype>(m_place, 0, std::max<qsizetype>(m_items.size() - 1, 0));
    showCurrent();
}

void Presentation::showItem(const QString &key)
{
    for (qsizetype i = 0; i < m_items.size(); ++i) {
        if (m_items.at(i).key == key)
            goTo(i);
    }
}

void Presentation::goTo(qsizetype place)
{
    if (place < 0 || place >= m_items.size())
        return;
    m_place = place;
    clearProblem();
    showCurrent();
}

void Presentation::showProblem(const Error &error)
{
    m_problem->setText(
        tr("Nothing was recorded: %1", "why, what to do").arg(visibleLines(error.message + u' ' + error.advice)));
    m_problem->show();
    tell();
}

void Presentation::clearProblem()
{
    m_problem->clear();
    m_problem->hide();
}

void Presentation::showCurrent()
{
    const bool isOver = m_items.isEmpty();
    const AgendaItem item = isOver ? AgendaItem() : m_items.at(m_place);
    m_where->setText(
        isOver ? tr("Agenda")
               : tr("%1 of %2: %3", "a place, how many there are, what it is about")
                     .arg(QString::number(m_place + 1), QString::number(m_items.size()), agendaKindWord(item.kind)));
    m_title->setText(isOver ? tr("Nothing is left to decide.") : visibleLines(item.title));
    m_background->setText(visibleLines(item.background));
    m_answer->setText(item.answer.isEmpty() ? QString() : tr("The rules say: %1").arg(visibleLines(item.answer)));
    m_reason->setText(visibleLines(item.reason));
    for (QLabel *label : {m_background, m_answer, m_reason})
        label->setVisible(!label->text().isEmpty());
    const bool isAboutNights = !isOver && (item.kind == AgendaKind::Figure || item.kind == AgendaKind::Question);
    m_strip->setVisible(isAboutNights && m_nights.nights() > 0);
    if (isAboutNights)
        m_strip->setPicture(m_nights);
    m_scroll->verticalScrollBar()->setValue(0);
    tell();
}

void Presentation::tell()
{
    QStringList spoken {m_problem->text(),    m_where->text(),  m_title->text(),
                        m_background->text(), m_answer->text(), m_reason->text()};
    spoken.removeAll(QString());
    setAccessibleName(spoken.join(QStringLiteral(". "))); // the focus stays here: a changed name is read out
    QAccessibleEvent told(this, QAccessible::NameChanged);
    QAccessible::updateAccessibility(&told);
}

void Presentation::scaleText()
{
    const int high = height();
    presentationScale(m_title, high, PresentationTitleLines, true);
    for (QWidget *part : QList<QWidget *> {m_problem, m_background, m_answer, m_reason, m_strip})
        presentationScale(part, high, PresentationTextLines, part == m_answer || part == m_problem);
    for (QWidget *part : QList<QWidget *> {m_where, m_keys})
        presentationScale(part, high, PresentationHintLines);
}

void Presentation::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    scaleText();
    m_strip->growTo(height() / 2);
}

void Presentation::scroll(int pages)
{
    QScrollBar *bar = m_scroll->verticalScrollBar();
    bar->setValue(bar->value() + pages * bar->pageStep() / 2);
}

void Presentation::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Space:
    case Qt::Key_Right:
    case Qt::Key_PageDown: // a presenter's own keys
        return goTo(m_place + 1);
    case Qt::Key_Left:
    case Qt::Key_Backspace:
    case Qt::Key_PageUp:
        return goTo(m_place - 1);
    case Qt::Key_Home:
        return goTo(0);
    case Qt::Key_End:
        return goTo(m_items.size() - 1);
    case Qt::Key_Down:
        return scroll(1);
    case Qt::Key_Up:
        return scroll(-1);
    case Qt::Key_D:
        if (m_mayDecide && !m_items.isEmpty()) {
            clearProblem();
            emit decideRequested(currentKey());
        }
        return;
    case Qt::Key_Escape:
        close();
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace Nightkeep
