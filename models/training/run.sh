#!/bin/bash
# The whole recipe, resumable: run.sh WORK_DIR [MINUTES] (default 170). Lowest priority, so that it can run beside other work.
# WORK_DIR keeps the environment, the data and run/last.pt; run it again to go on. Further arguments go to train.py (--bf16, --final).
# The last line shows BLEU and chrF on FLORES dev where FLORES (a prefix; default data/sets/flores-dev) has .ar and .en.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$(mkdir -p "$1" && cd "$1" && pwd)
minutes=${2:-170}
shift $(($# < 2 ? $# : 2))
corpus=${CORPUS:-$root/../shared/training/corpus.tsv.xz}
flores=${FLORES:-$root/data/sets/flores-dev}
start=$root/models/embedded/training
if ! python3 -c 'import torch, transformers, sentencepiece, sacrebleu' 2>/dev/null; then
  [[ -d $work/venv ]] || python3 -m venv "$work/venv"
  # shellcheck disable=SC1091
  . "$work/venv/bin/activate"
  python -c 'import torch, transformers, sentencepiece, sacrebleu' 2>/dev/null ||
    pip install -q --retries 0 torch transformers sentencepiece sacrebleu onnx onnxruntime numpy
fi
if [[ ! -s $work/data/train.npz ]]; then
  [[ -s $corpus ]] || { echo "There is no corpus at $corpus. Set CORPUS; README.md says what it is." >&2; exit 66; }
  xz -dkc "$corpus" >"$work/corpus.tsv"
  python3 "$here/mix.py" "$work/corpus.tsv" "$work/mix.tsv"
  mkdir -p "$work/data"
  [[ -s $start/spm.model ]] && cp "$start/spm.model" "$work/data/"
  python3 "$here/prepare.py" "$work/mix.tsv" "$work/data" --vocab 8000 --dev 600
fi
init=()
[[ -d $start/checkpoint ]] && init=(--init "$start/checkpoint")
nice -n 19 python3 "$here/train.py" "$work/data" "$work/run" --minutes "$minutes" --eval-minutes 15 \
  --d 256 --ffn 768 --enc 4 --dec 2 --heads 4 --batch-tokens 3000 --warmup 300 --lr 3e-3 "${init[@]}" "$@"
if [[ -s $flores.ar ]]; then
  nice -n 19 python3 "$here/evaluate.py" "$work/run/hf" "$work/data" "$flores.ar" "$flores.en"
fi
