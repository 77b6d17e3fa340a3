"""Stage 1, commission: a need is proposed and backed; the office commissions or says why not."""
