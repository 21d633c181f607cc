// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/statedelegate.h"

#include <functional>

class QLineEdit;

namespace Nightkeep {

/// Edits an option in its place with what fits its kind: words to choose from, where others of the kind can be typed
/// too; a button for each day; an hour; a folder to type. A cell that can be edited has a frame and a pen. Rows are
/// told apart by KeyRole, the option's name.
class SettingDelegate final : public StateDelegate
{
    Q_OBJECT

public:
    using StateDelegate::StateDelegate;

    /// How a folder that is being typed is looked at where Moodle runs; without it that is not offered.
    void setFolderCheck(const std::function<void(const QString &folder)> &check) { m_checkFolder = check; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option,
                                        const QModelIndex &index) const override;
    void setEditorData(QWidget *editor, const QModelIndex &index) const override;
    void setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const override;
    void updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                              const QModelIndex &index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    [[nodiscard]] QWidget *createWords(QWidget *parent, const QModelIndex &index) const;
    [[nodiscard]] QLineEdit *createFolder(QWidget *parent, const QString &whenEmpty) const;

    std::function<void(const QString &)> m_checkFolder;
};

} // namespace Nightkeep
