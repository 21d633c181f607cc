// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/settings/settingdelegate.h"

#include "models/base/state.h"
#include "models/settings/backupoption.h"
#include "widgets/common/themeicons.h"
#include "widgets/settings/hourspinbox.h"
#include "widgets/settings/weekdayseditor.h"

#include <QApplication>
#include <QComboBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>

namespace Nightkeep {

namespace {

const BackupOption *optionAt(const QModelIndex &index)
{
    return findBackupOption(index.data(KeyRole).toString());
}

/// Words to choose from. What is chosen in the list is decided; a key or the wheel only goes to another word, so
/// that a stray one decides nothing before Enter.
class WordBox final : public QComboBox
{
public:
    using QComboBox::QComboBox;

    [[nodiscard]] bool isMoving() const { return m_moving; }

protected:
    void keyPressEvent(QKeyEvent *event) override
    {
        m_moving = true;
        QComboBox::keyPressEvent(event);
        m_moving = false;
    }
    void wheelEvent(QWheelEvent *event) override
    {
        m_moving = true;
        QComboBox::wheelEvent(event);
        m_moving = false;
    }

private:
    bool m_moving = false;
};

} // namespace

void SettingDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    StateDelegate::initStyleOption(option, index);
    if (!option->icon.isNull() || !index.flags().testFlag(Qt::ItemIsEditable))
        return;
    option->icon = themeIcon(QStringLiteral("edit"), option->palette);
    option->features |= QStyleOptionViewItem::HasDecoration;
    const QStyle *style = option->widget ? option->widget->style() : QApplication::style();
    const int side = style->pixelMetric(QStyle::PM_SmallIconSize, option, option->widget);
    option->decorationSize = QSize(side, side);
}

void SettingDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    StateDelegate::paint(painter, option, index);
    if (!index.flags().testFlag(Qt::ItemIsEditable))
        return;
    painter->save();
    painter->setPen(dimmedColor(option.palette)); // Mid is not to be seen in the dark
    painter->drawRect(option.rect.adjusted(0, 0, -1, -1));
    painter->restore();
}

QWidget *SettingDelegate::createWords(QWidget *parent, const QModelIndex &index) const
{
    auto *combo = new WordBox(parent);
    if (optionAt(index)->kind == OptionKind::Keep) { // Moodle takes other numbers than its form offers
        combo->setEditable(true);
        combo->setInsertPolicy(QComboBox::NoInsert);
        combo->setCompleter(nullptr); // which would add to what is typed
    }
    const BackupOption *option = optionAt(index);
    QStringList choices = option->choices;
    const QString now = index.data(Qt::EditRole).toString();
    if (!choices.contains(now) && isValidForOption(*option, now)) // Moodle's own form does not offer it
        choices.prepend(now);
    for (const QString &stored : std::as_const(choices))
        combo->addItem(optionInWords(*option, stored), stored);
    connect(combo, &QComboBox::activated, this, [this, combo] {
        if (combo->isMoving())
            return;
        auto *self = const_cast<SettingDelegate *>(this);
        emit self->commitData(combo);
        emit self->closeEditor(combo);
    });
    return combo;
}

QWidget *SettingDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const BackupOption *option = optionAt(index);
    if (!option)
        return nullptr;
    QWidget *editor = nullptr;
    switch (option->kind) {
    case OptionKind::OnOff:
    case OptionKind::Users:
    case OptionKind::Keep:
    case OptionKind::Minute:
        editor = createWords(parent, index);
        break;
    case OptionKind::Weekdays:
        editor = new WeekdaysEditor(parent);
        break;
    case OptionKind::Hour:
        editor = new HourSpinBox(parent);
        break;
    case OptionKind::Folder: {
        auto *line = new QLineEdit(parent);
        line->setPlaceholderText(optionInWords(*option, QString()));
        editor = line;
        break;
    }
    case OptionKind::Text:
        return nullptr;
    }
    editor->setObjectName(QStringLiteral("settingEditor"));
    editor->setAccessibleName(option->title);
    return editor;
}

void SettingDelegate::setEditorData(QWidget *editor, const QModelIndex &index) const
{
    const QString stored = index.data(Qt::EditRole).toString();
    if (auto *combo = qobject_cast<QComboBox *>(editor)) {
        combo->setCurrentIndex(combo->findData(stored));
        if (combo->isEditable())
            combo->lineEdit()->selectAll(); // what is typed takes its place
    } else if (auto *days = qobject_cast<WeekdaysEditor *>(editor)) {
        days->setStored(stored);
    } else if (auto *hour = qobject_cast<HourSpinBox *>(editor)) {
        hour->setValue(stored.toInt());
    } else if (auto *line = qobject_cast<QLineEdit *>(editor)) {
        line->setText(stored);
    }
}

void SettingDelegate::setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const
{
    if (const auto *combo = qobject_cast<QComboBox *>(editor)) {
        // Nothing stands there before somebody chooses where a stored text makes no sense.
        const QVariant chosen = combo->isEditable() ? QVariant(combo->currentText()) : combo->currentData();
        if (!chosen.toString().isEmpty())
            model->setData(index, chosen);
    } else if (const auto *days = qobject_cast<WeekdaysEditor *>(editor)) {
        model->setData(index, days->stored());
    } else if (auto *hour = qobject_cast<HourSpinBox *>(editor)) {
        hour->interpretText();
        model->setData(index, QString::number(hour->value()));
    } else if (const auto *line = qobject_cast<QLineEdit *>(editor)) {
        model->setData(index, line->text());
    }
}

void SettingDelegate::updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                                           const QModelIndex &) const
{
    QRect place = option.rect;
    const QSize wanted = editor->sizeHint().expandedTo(editor->minimumSizeHint());
    place.setHeight(std::max(place.height(), wanted.height()));
    place.setWidth(std::max(place.width(), wanted.width()));
    if (const QWidget *viewport = editor->parentWidget()) {
        const int over = place.bottom() - viewport->rect().bottom();
        if (over > 0)
            place.translate(0, -std::min(over, place.top()));
    }
    editor->setGeometry(place);
}

} // namespace Nightkeep
