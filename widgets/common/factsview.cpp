// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/factsview.h"

#include "widgets/common/themeicons.h"

#include <QEvent>
#include <QFontDatabase>
#include <QKeyEvent>
#include <QScrollBar>
#include <QSettings>
#include <QStyle>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextFragment>
#include <QTextTable>

namespace Nightkeep {

namespace {

QString linkTo(const QString &subject)
{
    return QStringLiteral("fold:") + subject;
}

} // namespace

FactsView::FactsView(QWidget *parent)
    : QTextBrowser(parent)
{
    setOpenLinks(false); // the only links are its own headings
    setTextInteractionFlags(Qt::TextBrowserInteraction | Qt::TextSelectableByKeyboard);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setTabChangesFocus(true);
    setCursorWidth(0); // text can be selected by keyboard, but nothing can be typed
    setUndoRedoEnabled(false);
    connect(this, &QTextBrowser::anchorClicked, this, [this](const QUrl &link) { toggle(link.path()); });
}

void FactsView::describe(const QString &key, std::function<void(FactsView &)> describe)
{
    const int place = key == m_key ? verticalScrollBar()->value() : 0;
    const QString heading = key == m_key ? subjectOfKeyboard() : QString();
    m_key = key;
    m_describe = std::move(describe);
    rewrite();
    goToHeading(heading);
    verticalScrollBar()->setValue(place);
}

void FactsView::describeNothing(const QString &hint)
{
    describe({}, [hint](FactsView &view) { view.dimmed(hint); });
}

void FactsView::rememberFolding(QSettings &settings, const QString &name)
{
    m_settings = &settings;
    m_settingsKey = QStringLiteral("details/%1/folded").arg(name);
    m_folded = settings.value(m_settingsKey).toStringList();
}

void FactsView::toggle(const QString &subject)
{
    if (!m_folded.removeOne(subject))
        m_folded << subject;
    if (m_settings)
        m_settings->setValue(m_settingsKey, m_folded);
    const int place = verticalScrollBar()->value();
    rewrite();
    verticalScrollBar()->setValue(place);
    goToHeading(subject);
}

QString FactsView::subjectOfKeyboard() const
{
    const QTextCursor cursor = textCursor();
    return cursor.hasSelection() ? QUrl(cursor.charFormat().anchorHref()).path() : QString();
}

/// Where the keyboard stood before the text was written anew.
void FactsView::goToHeading(const QString &subject)
{
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        for (auto part = block.begin(); !part.atEnd(); ++part) {
            const QTextFragment fragment = part.fragment();
            if (fragment.charFormat().anchorHref() != linkTo(subject))
                continue;
            QTextCursor cursor(document());
            cursor.setPosition(fragment.position());
            cursor.setPosition(fragment.position() + fragment.length(), QTextCursor::KeepAnchor);
            setTextCursor(cursor);
            return;
        }
    }
}

void FactsView::keyPressEvent(QKeyEvent *event)
{
    const QString subject = subjectOfKeyboard();
    if (event->key() == Qt::Key_Space && event->modifiers() == Qt::NoModifier && !subject.isEmpty())
        toggle(subject);
    else
        QTextBrowser::keyPressEvent(event);
}

void FactsView::rewrite()
{
    clear();
    m_facts = nullptr;
    m_isFolded = false;
    if (m_describe)
        m_describe(*this);
    moveCursor(QTextCursor::Start);
}

void FactsView::changeEvent(QEvent *event)
{
    QTextBrowser::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        const int place = verticalScrollBar()->value();
        rewrite();
        verticalScrollBar()->setValue(place);
    }
}

void FactsView::startBlock(qreal linesAbove, Indent indent)
{
    endFacts();
    const int side = style()->pixelMetric(QStyle::PM_SmallIconSize, nullptr, this);
    QTextBlockFormat format;
    format.setTopMargin(linesAbove * fontMetrics().lineSpacing());
    const int step = side + fontMetrics().horizontalAdvance(u' ');
    if (indent != Indent::None)
        format.setLeftMargin(step);
    if (indent == Indent::Hanging)
        format.setTextIndent(-step);
    QTextCursor cursor(document());
    cursor.movePosition(QTextCursor::End);
    if (document()->isEmpty())
        cursor.setBlockFormat(format);
    else
        cursor.insertBlock(format, QTextCharFormat());
}

void FactsView::write(const QString &text, const QTextCharFormat &format)
{
    QTextCursor cursor(document());
    cursor.movePosition(QTextCursor::End);
    cursor.insertText(text, format);
}

QTextCharFormat FactsView::dimFormat() const
{
    QTextCharFormat format;
    format.setForeground(dimmedColor(palette()));
    return format;
}

void FactsView::title(const QString &text, const QString &note)
{
    m_isFolded = false;
    QTextCharFormat format;
    format.setFontWeight(QFont::Bold);
    format.setFontPointSize(font().pointSizeF() * 1.15);
    startBlock(0);
    write(text, format);
    if (!note.isEmpty()) {
        startBlock(0);
        write(note, dimFormat());
    }
}

void FactsView::heading(const QString &text, const QString &subject)
{
    m_isFolded = !subject.isEmpty() && m_folded.contains(subject);
    QTextCharFormat format;
    format.setFontWeight(QFont::Bold);
    startBlock(0.9);
    if (subject.isEmpty()) {
        write(text, format);
        return;
    }
    format.setAnchor(true);
    format.setAnchorHref(linkTo(subject));
    format.setForeground(palette().color(QPalette::Text));
    const QChar closed = isRightToLeft() ? u'◂' : u'▸';
    write((m_isFolded ? closed : QChar(u'▾')) + QStringLiteral(" ") + text, format);
}

void FactsView::fact(const QString &label, const QString &value)
{
    if (value.isEmpty() || m_isFolded)
        return;
    if (!m_facts) {
        QTextTableFormat format;
        format.setBorder(0);
        format.setCellPadding(1);
        format.setCellSpacing(0);
        format.setWidth(QTextLength(QTextLength::PercentageLength, 100));
        format.setColumnWidthConstraints(
            {QTextLength(QTextLength::PercentageLength, 36), QTextLength(QTextLength::PercentageLength, 64)});
        QTextCursor cursor(document());
        cursor.movePosition(QTextCursor::End);
        m_facts = cursor.insertTable(1, 2, format);
    } else {
        m_facts->appendRows(1);
    }
    const int row = m_facts->rows() - 1;
    m_facts->cellAt(row, 0).firstCursorPosition().insertText(label, dimFormat());
    QTextTableCellFormat apart; // a label may fill its column
    apart.setLeftPadding(fontMetrics().averageCharWidth());
    apart.setRightPadding(apart.leftPadding());
    QTextTableCell cell = m_facts->cellAt(row, 1);
    cell.setFormat(apart);
    cell.firstCursorPosition().insertText(value, QTextCharFormat());
}

void FactsView::fact(const QString &label, const QStringList &lines)
{
    fact(label, lines.join(u'\n'));
}

void FactsView::state(State state, const QString &text, const QString &detail)
{
    if (m_isFolded)
        return;
    startBlock(0.25, Indent::Hanging);
    const int side = style()->pixelMetric(QStyle::PM_SmallIconSize, nullptr, this);
    const qreal ratio = devicePixelRatioF();
    QImage image = stateIcon(state, palette()).pixmap(QSize(side, side) * ratio).toImage();
    image.setDevicePixelRatio(ratio);
    QTextCursor cursor(document());
    cursor.movePosition(QTextCursor::End);
    const QString name = QStringLiteral("state-%1").arg(int(state));
    document()->addResource(QTextDocument::ImageResource, QUrl(name), image);
    QTextImageFormat format;
    format.setName(name);
    format.setWidth(side);
    format.setHeight(side);
    format.setVerticalAlignment(QTextCharFormat::AlignMiddle);
    cursor.insertImage(format);
    write(QStringLiteral(" ") + text);
    if (!detail.isEmpty()) {
        startBlock(0, Indent::All);
        write(detail, dimFormat());
    }
}

void FactsView::paragraph(const QString &text)
{
    if (m_isFolded)
        return;
    startBlock(0.25);
    write(text);
}

void FactsView::dimmed(const QString &text)
{
    if (m_isFolded)
        return;
    startBlock(0.25);
    write(text, dimFormat());
}

void FactsView::fixedWidth(const QString &text)
{
    if (m_isFolded)
        return;
    QTextCharFormat format;
    format.setFontFamilies({QFontDatabase::systemFont(QFontDatabase::FixedFont).family()});
    format.setFontFixedPitch(true);
    startBlock(0.25);
    write(text, format);
}

void FactsView::failure(const Error &error)
{
    state(State::Bad, error.message, error.advice);
    if (!error.detail.isEmpty())
        fixedWidth(error.detail);
}

} // namespace Nightkeep
