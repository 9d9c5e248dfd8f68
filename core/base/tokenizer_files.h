// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

namespace finetune {

// Every file that Hugging Face's tokenizers are saved in.
inline constexpr const char* kTokenizerFiles[] = {"tokenizer.json",
                                                  "vocab.txt",
                                                  "vocab.json",
                                                  "merges.txt",
                                                  "spiece.model",
                                                  "spm.model",
                                                  "sentencepiece.bpe.model",
                                                  "tokenizer_config.json",
                                                  "special_tokens_map.json",
                                                  "added_tokens.json",
                                                  "chat_template.jinja"};
// Those that hold words; without one of them there is no tokenizer.
inline constexpr std::span<const char* const> kVocabularyFiles(kTokenizerFiles, 7);

} // namespace finetune
